package io.cowrite.journal;

import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a row's entries are stored: one byte that names the form, then the entries in that form. */
final class RowForm {

    /** The entries' bytes one after the other: how rows are appended. */
    private static final byte PLAIN = 0;

    /** Four bytes of the length of all entries, then the same, deflated. */
    private static final byte DEFLATED = 1;

    /** Four bytes of the length of all entries, four of that of their {@link Columns}, then those, deflated. */
    private static final byte COLUMNS = 2;

    /** Entries of more bytes are never packed, so that nothing that says it holds more is believed. */
    static final int PACKED_BYTES_MAX = 1 << 20;

    private static final int DEFLATED_HEAD = 1 + Integer.BYTES;
    private static final int COLUMNS_HEAD = DEFLATED_HEAD + Integer.BYTES;

    private RowForm() {}

    static byte[] plain(List<byte[]> entries) {
        int length = Math.addExact(1, length(entries));
        byte[] stored = new byte[length];
        stored[0] = PLAIN;
        int at = 1;
        for (byte[] entry : entries) {
            System.arraycopy(entry, 0, stored, at, entry.length);
            at += entry.length;
        }
        return stored;
    }

    /**
     * The shortest form that gives {@code entries} back, byte for byte, which is tried.
     *
     * @param entries of {@link #PACKED_BYTES_MAX} bytes at most
     * @throws DamagedLogException if there is none, since they are no entries
     */
    static byte[] packed(List<byte[]> entries) {
        int length = length(entries);
        if (length > PACKED_BYTES_MAX) {
            throw new IllegalArgumentException("entries of " + length + " bytes are too many for a packed row");
        }
        Optional<byte[]> inColumns = inColumns(entries, length).filter(stored -> gives(entries, stored));
        if (inColumns.isPresent()) {
            return inColumns.get();
        }
        byte[] stored = deflated(entries, length);
        if (!gives(entries, stored)) {
            throw new DamagedLogException("a row's entries cannot be told apart");
        }
        return stored;
    }

    /** @throws DamagedLogException if the form is unknown, or the bytes do not have it */
    static List<byte[]> entries(byte[] stored) {
        byte form = stored.length == 0 ? -1 : stored[0];
        return switch (form) {
            case PLAIN -> split(stored, 1);
            case DEFLATED -> split(Deflation.inflated(stored, DEFLATED_HEAD, number(stored, 1)), 0);
            case COLUMNS -> ColumnReader.entries(
                    Deflation.inflated(stored, COLUMNS_HEAD, number(stored, DEFLATED_HEAD)), number(stored, 1));
            default -> throw new DamagedLogException("a row's entries are in no form that is known");
        };
    }

    private static int length(List<byte[]> entries) {
        int length = 0;
        for (byte[] entry : entries) {
            length = Math.addExact(length, entry.length);
        }
        return length;
    }

    /** Empty as well if the columns are longer than the entries. */
    private static Optional<byte[]> inColumns(List<byte[]> entries, int length) {
        return ColumnWriter.columns(entries).filter(columns -> columns.length <= length).map(columns -> {
            byte[] deflated = Deflation.deflated(columns);
            return ByteBuffer.allocate(COLUMNS_HEAD + deflated.length).put(COLUMNS).putInt(length)
                    .putInt(columns.length).put(deflated).array();
        });
    }

    private static byte[] deflated(List<byte[]> entries, int length) {
        byte[] plain = plain(entries);
        byte[] deflated = Deflation.deflated(Arrays.copyOfRange(plain, 1, plain.length));
        return ByteBuffer.allocate(DEFLATED_HEAD + deflated.length).put(DEFLATED).putInt(length).put(deflated).array();
    }

    private static boolean gives(List<byte[]> entries, byte[] stored) {
        try {
            return Arrays.deepEquals(entries(stored).toArray(), entries.toArray());
        } catch (DamagedLogException e) {
            return false;
        }
    }

    private static int number(byte[] stored, int at) {
        if (stored.length < at + Integer.BYTES) {
            throw new DamagedLogException("a row's entries are cut off");
        }
        int number = ByteBuffer.wrap(stored).getInt(at);
        if (number < 0 || number > PACKED_BYTES_MAX) {
            throw new DamagedLogException("a row says that it holds " + number + " bytes of entries");
        }
        return number;
    }

    private static List<byte[]> split(byte[] joined, int offset) {
        try {
            return EntryCodec.split(joined, offset);
        } catch (MalformedException e) {
            throw new DamagedLogException("a row's entries cannot be told apart", e);
        }
    }
}
