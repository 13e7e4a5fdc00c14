package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How parts of a snapshot are stored: one byte that names the form, then the bytes in that form. */
final class SnapshotForm {

    private static final byte PLAIN = 0;

    /** Four bytes of the length once inflated, then zlib. */
    private static final byte DEFLATED = 1;

    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    /** Less is not worth the time. */
    private static final int DEFLATED_MIN = 512;

    private SnapshotForm() {}

    static byte[] stored(byte[] bytes) {
        byte[] deflated = bytes.length < DEFLATED_MIN ? bytes : deflated(bytes);
        if (deflated.length < bytes.length) {
            return deflated;
        }
        return ByteBuffer.allocate(1 + bytes.length).put(PLAIN).put(bytes).array();
    }

    /** @throws DamagedLogException if the form is unknown, or the bytes do not have it */
    static byte[] bytes(byte[] stored) {
        byte form = stored.length == 0 ? -1 : stored[0];
        return switch (form) {
            case PLAIN -> Arrays.copyOfRange(stored, 1, stored.length);
            case DEFLATED -> inflated(stored);
            default -> throw new DamagedLogException("a snapshot is in no form that is known");
        };
    }

    /** @throws DamagedLogException unless all of it is what was written */
    static Snapshot whole(UUID documentId, long version, byte[] hash, byte[] content, byte[] replicas, long checksum) {
        if (hash.length != Hash.BYTES || checksum(version, Hash.of(hash), content, replicas) != checksum) {
            throw new DamagedLogException("its checksum is another");
        }
        return new Snapshot(documentId, version, Hash.of(hash), bytes(content), bytes(replicas));
    }

    /** Of what is stored; finds what disks and hands do to it. */
    static long checksum(long version, Hash hash, byte[] content, byte[] replicas) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(version).flip());
        crc.update(hash.bytes());
        crc.update(content);
        crc.update(replicas);
        return crc.getValue();
    }

    /** All of it, or as long as {@code bytes} if it does not get shorter. */
    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] stored = new byte[bytes.length];
            int length = deflater.deflate(stored, HEAD_BYTES, stored.length - HEAD_BYTES);
            if (!deflater.finished()) {
                return bytes;
            }
            ByteBuffer.wrap(stored).put(DEFLATED).putInt(bytes.length);
            return Arrays.copyOf(stored, HEAD_BYTES + length);
        }
    }

    private static byte[] inflated(byte[] stored) {
        try (Inflater inflater = new Inflater()) {
            byte[] bytes = new byte[ByteBuffer.wrap(stored).getInt(1)];
            inflater.setInput(stored, HEAD_BYTES, stored.length - HEAD_BYTES);
            if (inflater.inflate(bytes) != bytes.length) {
                throw new DamagedLogException("a snapshot is shorter than it says");
            }
            return bytes;
        } catch (DataFormatException | IndexOutOfBoundsException e) {
            throw new DamagedLogException("a snapshot cannot be inflated", e);
        }
    }
}
