package io.cowrite.journal;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Raw deflate, there and back. */
final class Deflation {

    private static final int CHUNK_BYTES = 8_192;

    private Deflation() {}

    static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        }
    }

    /**
     * All that {@code stored} has from {@code offset} on; no more than {@code length} bytes are ever made of it.
     *
     * @throws DamagedLogException if it cannot be inflated, or to another length
     */
    static byte[] inflated(byte[] stored, int offset, int length) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(stored, offset, stored.length - offset);
            byte[] bytes = new byte[length];
            int at = 0;
            while (at < length) {
                int count = inflater.inflate(bytes, at, length - at);
                if (count == 0) {
                    throw new DamagedLogException("a row's entries are shorter than it says");
                }
                at += count;
            }
            requireEnd(inflater);
            return bytes;
        } catch (DataFormatException e) {
            throw new DamagedLogException("a row's entries cannot be inflated", e);
        }
    }

    private static void requireEnd(Inflater inflater) throws DataFormatException {
        boolean more = inflater.inflate(new byte[1]) != 0;
        if (more || !inflater.finished() || inflater.getRemaining() != 0) {
            throw new DamagedLogException("a row's entries are longer than it says");
        }
    }
}
