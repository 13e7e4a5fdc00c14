package io.cowrite.kernel;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** CRC-32 of content, leaf by leaf, so that it never stands in one string. For one use by one thread. */
final class Checksum implements Spans {

    private final CRC32 crc = new CRC32();
    private final StringBuilder json = new StringBuilder("[");

    /** Of the insert whose text is being written, else null. */
    private @Nullable Format open;

    private boolean first = true;

    private Checksum() {}

    static long ofText(Text content) {
        CRC32 crc = new CRC32();
        for (String chunk : content.chunks()) {
            crc.update(chunk.getBytes(StandardCharsets.UTF_8));
        }
        return crc.getValue();
    }

    /** Of the JSON that {@link Text#toDelta} has. */
    static long ofJson(Text content) {
        Checksum checksum = new Checksum();
        content.visit(0, content.length(), checksum);
        checksum.close();
        checksum.json.append(']');
        checksum.flush();
        return checksum.crc.getValue();
    }

    @Override
    public void span(String text, int from, int to, Format format) {
        if (open == null || !open.joins(format)) {
            close();
            begin(format);
        }
        if (format.embed() == null) {
            JsonText.escape(json, text, from, to);
        }
        flush();
    }

    private void begin(Format format) {
        json.append(first ? "{" : ",{");
        first = false;
        if (!format.attributes().isEmpty()) {
            JsonText.write(json.append("\"attributes\":"), format.attributes().values());
            json.append(',');
        }
        json.append("\"insert\":");
        if (format.embed() == null) {
            json.append('"');
            open = format;
        } else {
            JsonText.write(json, format.embed());
            json.append('}');
        }
    }

    private void close() {
        json.append(open == null ? "" : "\"}");
        open = null;
    }

    /** A leaf ends outside pairs, so what is written has its pairs whole. */
    private void flush() {
        crc.update(json.toString().getBytes(StandardCharsets.UTF_8));
        json.setLength(0);
    }
}
