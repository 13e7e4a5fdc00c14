package io.cowrite.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 JSON, written as RFC 8785 wants it. For one thread at a time. */
final class JsonBytes {

    /** Bytes of the longest escape, {@code \}{@code u001f}; a character outside ASCII takes at most four. */
    private static final int CHARACTER_BYTES_MAX = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer;
    private int size;

    JsonBytes(int capacity) {
        buffer = new byte[capacity];
    }

    /** Appends {@code ascii} as it is. */
    JsonBytes raw(String ascii) {
        int length = ascii.length();
        reserve(length);
        byte[] to = buffer;
        int begin = size;
        for (int i = 0; i < length; i++) {
            to[begin + i] = (byte) ascii.charAt(i);
        }
        size = begin + length;
        return this;
    }

    JsonBytes raw(char ascii) {
        reserve(1);
        buffer[size++] = (byte) ascii;
        return this;
    }

    JsonBytes raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /** Appends JSON text that was checked before. */
    JsonBytes json(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    JsonBytes number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("no number of the protocol is negative: " + value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    JsonBytes bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    /**
     * Appends {@code text} in quotes, escaped as RFC 8785 says: only what must be, in the shortest form.
     *
     * @throws IllegalArgumentException if it holds a lone surrogate
     */
    JsonBytes string(String text) {
        raw('"');
        int length = text.length();
        for (int i = plain(text); i < length; i++) {
            reserve(CHARACTER_BYTES_MAX);
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                buffer[size++] = (byte) (0xC0 | (c >> 6));
                continuation(c);
            } else if (!Character.isSurrogate(c)) {
                buffer[size++] = (byte) (0xE0 | (c >> 12));
                continuation(c >> 6);
                continuation(c);
            } else {
                supplementary(codePoint(text, i++));
            }
        }
        return raw('"');
    }

    /** Appends what {@code text} begins with of ASCII that is not escaped; how much. */
    private int plain(String text) {
        int length = text.length();
        reserve(length);
        byte[] to = buffer;
        int begin = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                size = begin + i;
                return i;
            }
            to[begin + i] = (byte) c;
        }
        size = begin + length;
        return length;
    }

    /** Bytes so far. */
    int size() {
        return size;
    }

    byte[] toByteArray() {
        return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }

    private void ascii(char c) {
        switch (c) {
            case '"', '\\' -> escape((byte) c);
            case '\b' -> escape((byte) 'b');
            case '\t' -> escape((byte) 't');
            case '\n' -> escape((byte) 'n');
            case '\f' -> escape((byte) 'f');
            case '\r' -> escape((byte) 'r');
            default -> {
                if (c < 0x20) {
                    escape((byte) 'u');
                    buffer[size++] = '0';
                    buffer[size++] = '0';
                    buffer[size++] = HEX[c >> 4];
                    buffer[size++] = HEX[c & 0xF];
                } else {
                    buffer[size++] = (byte) c;
                }
            }
        }
    }

    private void escape(byte letter) {
        buffer[size++] = '\\';
        buffer[size++] = letter;
    }

    private void supplementary(int codePoint) {
        buffer[size++] = (byte) (0xF0 | (codePoint >> 18));
        continuation(codePoint >> 12);
        continuation(codePoint >> 6);
        continuation(codePoint);
    }

    private void continuation(int bits) {
        buffer[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private static int codePoint(String text, int index) {
        int codePoint = text.codePointAt(index);
        if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            throw new IllegalArgumentException("a lone surrogate has no UTF-8");
        }
        return codePoint;
    }

    private void reserve(int bytes) {
        if (bytes > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(size + bytes, 2 * buffer.length));
        }
    }
}
