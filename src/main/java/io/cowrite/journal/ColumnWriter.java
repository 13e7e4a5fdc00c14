package io.cowrite.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts entries into {@link Columns}. One thread. */
final class ColumnWriter implements EntryTokens.Sink {

    private static final int ENOUGH = Integer.MAX_VALUE - 8;

    private record Name(byte mark, String key) {}

    private final Columns.Numbers numbers = new Columns.Numbers();
    private final Map<Name, Integer> names = new HashMap<>();
    private final List<ByteRun> columns = new ArrayList<>();
    private final Map<String, Integer> templates = new LinkedHashMap<>();
    private final ByteRun ofEntries = new ByteRun(ENOUGH);
    private ByteRun template = new ByteRun(ENOUGH);

    private ColumnWriter() {
        column(Columns.STRING, Columns.AUTHOR);
    }

    /** Empty if {@code entries} are such as cannot be put into columns. */
    static Optional<byte[]> columns(List<byte[]> entries) {
        for (byte[] entry : entries) {
            if (hasMarks(entry)) {
                return Optional.empty();
            }
        }
        ColumnWriter writer = new ColumnWriter();
        entries.forEach(writer::entry);
        return writer.columns.size() <= Columns.COLUMNS_MAX
                ? Optional.of(writer.written(entries.size()))
                : Optional.empty();
    }

    private static boolean hasMarks(byte[] entry) {
        for (byte each : entry) {
            if (each >= Columns.END && each <= Columns.STRING) {
                return true;
            }
        }
        return false;
    }

    private void entry(byte[] entry) {
        numbers.entryBegins();
        template = new ByteRun(ENOUGH);
        EntryTokens.scan(entry, this);
        String name = new String(template.toByteArray(), StandardCharsets.ISO_8859_1);
        ofEntries.addVarint(templates.computeIfAbsent(name, absent -> templates.size()));
    }

    @Override
    public void literal(byte[] entry, int start, int end) {
        template.add(entry, start, end);
    }

    @Override
    public void number(String key, long value) {
        int column = column(Columns.NUMBER, key);
        template.add(Columns.NUMBER).add(column);
        long difference = numbers.difference(column, value);
        columns.get(column).addVarint((difference << 1) ^ (difference >> (Long.SIZE - 1)));
    }

    @Override
    public void string(String key, byte[] entry, int start, int end) {
        int column = column(Columns.STRING, key);
        template.add(Columns.STRING).add(column);
        columns.get(column).add(entry, start, end).add(Columns.END);
        if (column == Columns.AUTHOR_COLUMN) {
            numbers.author(new String(entry, start, end - start, StandardCharsets.ISO_8859_1));
        }
    }

    private int column(byte mark, String key) {
        return names.computeIfAbsent(new Name(mark, key), absent -> {
            columns.add(new ByteRun(ENOUGH));
            return columns.size() - 1;
        });
    }

    private byte[] written(int count) {
        ByteRun out = new ByteRun(ENOUGH).addVarint(count).addVarint(columns.size());
        columns.forEach(column -> out.addVarint(column.length()));
        out.addVarint(templates.size());
        for (String each : templates.keySet()) {
            out.addVarint(each.length()).add(each.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.add(ofEntries.toByteArray());
        columns.forEach(column -> out.add(column.toByteArray()));
        return out.toByteArray();
    }
}
