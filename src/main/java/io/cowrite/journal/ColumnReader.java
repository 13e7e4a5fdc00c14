package io.cowrite.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts entries together again out of {@link Columns}. One thread. */
final class ColumnReader {

    private static final int SEVEN_BITS = 7;
    private static final int LOW = 0x7f;

    private final Columns.Numbers numbers = new Columns.Numbers();
    private final List<ByteBuffer> columns = new ArrayList<>();
    private final List<byte[]> templates = new ArrayList<>();
    private final ByteRun out;

    private ColumnReader(int length) {
        this.out = new ByteRun(length);
    }

    /**
     * The bytes of each entry.
     *
     * @param length of all entries together; more is never made of {@code columns}
     * @throws DamagedLogException if {@code columns} are not such, or the entries have another length
     */
    static List<byte[]> entries(byte[] columns, int length) {
        try {
            return new ColumnReader(length).entries(ByteBuffer.wrap(columns), length);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new DamagedLogException("a row's entries cannot be put together", e);
        }
    }

    private List<byte[]> entries(ByteBuffer in, int length) {
        int count = size(in);
        ByteBuffer ofEntries = head(in);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entry(templates.get(size(ofEntries)));
            ends.add(out.length());
        }
        boolean isAll = out.length() == length && !ofEntries.hasRemaining()
                && columns.stream().noneMatch(ByteBuffer::hasRemaining);
        if (!isAll) {
            throw new DamagedLogException("a row's columns hold other entries than it says");
        }
        return cut(out.toByteArray(), ends);
    }

    /** Finds templates and columns, and gives the templates' numbers, which stand between them. */
    private ByteBuffer head(ByteBuffer in) {
        int[] lengths = new int[Math.min(size(in), Columns.COLUMNS_MAX)];
        int ofColumns = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = size(in);
            ofColumns = Math.addExact(ofColumns, lengths[i]);
        }
        for (int left = size(in); left > 0; left--) {
            byte[] template = new byte[size(in)];
            in.get(template);
            templates.add(template);
        }
        int from = in.limit() - ofColumns;
        ByteBuffer ofEntries = in.slice(in.position(), from - in.position());
        for (int length : lengths) {
            columns.add(in.slice(from, length));
            from += length;
        }
        return ofEntries;
    }

    private void entry(byte[] template) {
        numbers.entryBegins();
        for (int at = 0; at < template.length; at++) {
            switch (template[at]) {
                case Columns.NUMBER -> number(Byte.toUnsignedInt(template[++at]));
                case Columns.STRING -> string(Byte.toUnsignedInt(template[++at]));
                default -> out.add(template[at]);
            }
        }
    }

    private void number(int column) {
        long stored = varint(columns.get(column));
        long value = numbers.value(column, (stored >>> 1) ^ -(stored & 1));
        out.add(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void string(int column) {
        ByteBuffer strings = columns.get(column);
        int start = out.length();
        for (byte each = strings.get(); each != Columns.END; each = strings.get()) {
            out.add(each);
        }
        if (column == Columns.AUTHOR_COLUMN) {
            numbers.author(out.text(start));
        }
    }

    /** A number that says how many bytes follow, or how many things of at least a byte each. */
    private static int size(ByteBuffer in) {
        long size = varint(in);
        if (size < 0 || size > in.limit()) {
            throw new DamagedLogException("a row's columns are longer than it says");
        }
        return (int) size;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += SEVEN_BITS) {
            byte next = in.get();
            value |= (long) (next & LOW) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedLogException("a number in a row's columns has no end");
    }

    private static List<byte[]> cut(byte[] joined, List<Integer> ends) {
        List<byte[]> entries = new ArrayList<>(ends.size());
        int start = 0;
        for (int end : ends) {
            entries.add(Arrays.copyOfRange(joined, start, end));
            start = end;
        }
        return entries;
    }
}
