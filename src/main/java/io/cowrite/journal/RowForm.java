package io.cowrite.journal;

import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.MalformedException;
import java.util.List;

/** How a row's entries are stored: one byte that names the form, then the entries in that form. */
final class RowForm {

    /** The entries' bytes one after the other. */
    private static final byte PLAIN = 0;

    private RowForm() {}

    static byte[] plain(List<byte[]> entries) {
        int length = 1;
        for (byte[] entry : entries) {
            length = Math.addExact(length, entry.length);
        }
        byte[] stored = new byte[length];
        stored[0] = PLAIN;
        int at = 1;
        for (byte[] entry : entries) {
            System.arraycopy(entry, 0, stored, at, entry.length);
            at += entry.length;
        }
        return stored;
    }

    /** @throws DamagedLogException if the form is unknown, or the bytes do not have it */
    static List<byte[]> entries(byte[] stored) {
        if (stored.length == 0 || stored[0] != PLAIN) {
            throw new DamagedLogException("a row's entries are in no form that is known");
        }
        try {
            return EntryCodec.split(stored, 1);
        } catch (MalformedException e) {
            throw new DamagedLogException("a row's entries cannot be told apart", e);
        }
    }
}
