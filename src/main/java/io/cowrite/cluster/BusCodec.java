package io.cowrite.cluster;

import io.cowrite.journal.LogRow;
import io.cowrite.presence.Present;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.Selection;
import io.cowrite.room.ForwardedSubmission;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/**
 * Messages as bytes: one that names the version, the seal of all that follows, one that names the kind, the sender, the
 * document, and what the kind has. Numbers are big-endian. Pure.
 */
final class BusCodec {

    static final byte VERSION = 1;

    /** Most rows' entries, sessions and submissions of one message. */
    static final int ENTRIES_MAX = 10_000;
    static final int SESSIONS_MAX = 100;
    static final int SUBMISSIONS_MAX = 100;

    static final int SEAL_AT = 1;
    static final int BODY_AT = SEAL_AT + BusSeal.BYTES;

    static final byte COMMITTED = 1;
    static final byte MOVED = 2;
    static final byte FORWARD = 3;
    static final byte HERE = 4;

    private final BusSeal seal;

    BusCodec(BusSeal seal) {
        this.seal = seal;
    }

    /** A message and the node that sent it. */
    record Sent(UUID node, BusMessage message) {}

    /** The message's bytes; a row that is too large is told of as {@link BusMessage.Moved}. */
    byte[] encode(UUID node, BusMessage message) {
        byte[] bytes = body(node, message);
        if (bytes.length > Bus.MESSAGE_BYTES && message instanceof BusMessage.Committed) {
            bytes = body(node, new BusMessage.Moved(message.documentId()));
        }
        bytes[0] = VERSION;
        System.arraycopy(seal.of(VERSION, bytes, BODY_AT), 0, bytes, SEAL_AT, BusSeal.BYTES);
        return bytes;
    }

    Sent decode(byte[] bytes) throws BadBusMessageException {
        if (bytes.length <= BODY_AT || bytes.length > Bus.MESSAGE_BYTES) {
            throw new BadBusMessageException("it has " + bytes.length + " bytes", true);
        }
        if (!seal.isRight(bytes[0], bytes, SEAL_AT)) {
            throw new BadBusMessageException("it has not the cluster's seal", true);
        }
        if (bytes[0] != VERSION) {
            throw new BadBusMessageException("it is of version " + bytes[0], false);
        }
        return new BusReader(bytes, BODY_AT).read();
    }

    private static byte[] body(UUID node, BusMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(new byte[BODY_AT]);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(switch (message) {
                case BusMessage.Committed committed -> COMMITTED;
                case BusMessage.Moved moved -> MOVED;
                case BusMessage.Forward forward -> FORWARD;
                case BusMessage.Here here -> HERE;
            });
            write(out, node);
            write(out, message.documentId());
            write(out, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, BusMessage message) throws IOException {
        switch (message) {
            case BusMessage.Committed committed -> {
                out.writeUTF(committed.timeline());
                out.write(committed.follows().bytes());
                write(out, committed.row());
            }
            case BusMessage.Moved moved -> {
            }
            case BusMessage.Forward forward -> {
                write(out, forward.to());
                out.writeInt(forward.submissions().size());
                for (ForwardedSubmission one : forward.submissions()) {
                    write(out, one);
                }
            }
            case BusMessage.Here here -> write(out, here);
        }
    }

    private static void write(DataOutputStream out, LogRow row) throws IOException {
        out.writeLong(row.firstVersion());
        out.writeLong(row.lastVersion());
        out.write(row.hash().bytes());
        out.writeInt(row.entries().size());
        for (byte[] entry : row.entries()) {
            writeBytes(out, entry);
        }
    }

    private static void write(DataOutputStream out, ForwardedSubmission one) throws IOException {
        out.writeUTF(one.userId());
        out.writeUTF(one.clientId());
        out.writeLong(one.sequence());
        out.writeLong(one.baseVersion());
        out.write(one.baseHash().bytes());
        writeBytes(out, DeltaJson.encode(one.operation()));
    }

    private static void write(DataOutputStream out, BusMessage.Here here) throws IOException {
        out.writeLong(here.count());
        out.writeLong(here.version());
        List<Present> all = here.here();
        out.writeInt(all.size());
        for (Present one : all) {
            out.writeUTF(one.sessionId());
            out.writeUTF(one.author().id());
            out.writeUTF(one.author().name());
            out.writeUTF(one.author().color());
            Selection selection = one.selection();
            out.writeInt(selection == null ? -1 : selection.anchor());
            out.writeInt(selection == null ? -1 : selection.head());
            String state = one.state();
            out.writeUTF(state == null ? "" : state);
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

}
