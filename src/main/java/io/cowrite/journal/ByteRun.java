package io.cowrite.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow up to a limit: the reader's side must not be made to allocate more. One thread. */
final class ByteRun {

    private static final int FIRST_BYTES = 256;
    private static final int SEVEN_BITS = 7;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;

    private final int max;
    private byte[] bytes;
    private int length;

    /** @param max bytes that it holds at most */
    ByteRun(int max) {
        this.max = max;
        this.bytes = new byte[Math.min(max, FIRST_BYTES)];
    }

    int length() {
        return length;
    }

    ByteRun add(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteRun add(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    ByteRun add(byte[] from) {
        return add(from, 0, from.length);
    }

    /** Seven bits a byte, the lowest first; a byte that is not the last has its highest bit set. */
    ByteRun addVarint(long value) {
        long left = value;
        while ((left & ~LOW) != 0) {
            add((int) ((left & LOW) | MORE));
            left >>>= SEVEN_BITS;
        }
        return add((int) left);
    }

    /** What was added from {@code start} on, a character a byte. */
    String text(int start) {
        return new String(bytes, start, length - start, StandardCharsets.ISO_8859_1);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int count) {
        if (count > max - length) {
            throw new DamagedLogException("a row's entries are longer than it says");
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, length + count, max));
        }
    }
}
