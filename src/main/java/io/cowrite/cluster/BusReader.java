package io.cowrite.cluster;

import io.cowrite.access.Author;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.Delta;
import io.cowrite.presence.Present;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Selection;
import io.cowrite.room.ForwardedSubmission;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the body of one message; no length is believed before that many bytes are there. */
final class BusReader {

    private static final int SEQUENCE_MIN = 1;

    private final DataInputStream in;

    BusReader(byte[] bytes, int from) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from));
    }

    BusCodec.Sent read() throws BadBusMessageException {
        try {
            byte kind = in.readByte();
            UUID node = id();
            BusMessage message = message(kind, id());
            if (in.read() != -1) {
                throw bad("something follows it");
            }
            return new BusCodec.Sent(node, message);
        } catch (IOException e) {
            throw bad("it ends too early, or has a text that is none");
        } catch (MalformedException e) {
            throw bad("it has an operation that is none");
        }
    }

    private BusMessage message(byte kind, UUID documentId)
            throws IOException, MalformedException, BadBusMessageException {
        return switch (kind) {
            case BusCodec.COMMITTED -> new BusMessage.Committed(documentId, in.readUTF(), hash(), row());
            case BusCodec.MOVED -> new BusMessage.Moved(documentId);
            case BusCodec.FORWARD -> new BusMessage.Forward(documentId, id(), submissions());
            case BusCodec.HERE -> new BusMessage.Here(documentId, in.readLong(), version(), sessions());
            default -> throw bad("it is of kind " + kind);
        };
    }

    private LogRow row() throws IOException, BadBusMessageException {
        long first = version();
        long last = version();
        Hash hash = hash();
        int count = count(BusCodec.ENTRIES_MAX);
        if (first == 0 || count == 0 || last - first != count - 1) {
            throw bad("a row from " + first + " to " + last + " has " + count + " entries");
        }
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(bytes());
        }
        return new LogRow(first, last, hash, List.copyOf(entries));
    }

    private List<ForwardedSubmission> submissions() throws IOException, MalformedException, BadBusMessageException {
        int count = count(BusCodec.SUBMISSIONS_MAX);
        List<ForwardedSubmission> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String userId = in.readUTF();
            String clientId = in.readUTF();
            long sequence = in.readLong();
            if (sequence < SEQUENCE_MIN) {
                throw bad("a sequence is " + sequence);
            }
            long base = version();
            Hash baseHash = hash();
            byte[] json = bytes();
            Delta operation = DeltaJson.decode(new String(json, StandardCharsets.UTF_8));
            all.add(new ForwardedSubmission(userId, clientId, sequence, base, baseHash, operation, json.length));
        }
        return List.copyOf(all);
    }

    private List<Present> sessions() throws IOException, BadBusMessageException {
        int count = count(BusCodec.SESSIONS_MAX);
        List<Present> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String sessionId = sent();
            Author author = new Author(sent(), sent(), sent());
            Selection selection = selection(in.readInt(), in.readInt());
            String state = sent();
            all.add(new Present(sessionId, author, selection, state.isEmpty() ? null : state, 0));
        }
        return List.copyOf(all);
    }

    /** A text that goes on to people, so that it must have a form in UTF-8. */
    private String sent() throws IOException, BadBusMessageException {
        String text = in.readUTF();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw bad("a text has a lone surrogate");
        }
        return text;
    }

    private static @Nullable Selection selection(int anchor, int head) throws BadBusMessageException {
        if (anchor == -1 && head == -1) {
            return null;
        }
        if (anchor < 0 || head < 0) {
            throw bad("a selection is negative");
        }
        return new Selection(anchor, head);
    }

    private long version() throws IOException, BadBusMessageException {
        long version = in.readLong();
        if (version < 0) {
            throw bad("a version is negative");
        }
        return version;
    }

    private int count(int max) throws IOException, BadBusMessageException {
        int count = in.readInt();
        if (count < 0 || count > max) {
            throw bad("it has " + count + " parts");
        }
        return count;
    }

    private byte[] bytes() throws IOException, BadBusMessageException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw bad("a part has " + length + " bytes");
        }
        return in.readNBytes(length);
    }

    private Hash hash() throws IOException {
        byte[] bytes = new byte[Hash.BYTES];
        in.readFully(bytes);
        return Hash.of(bytes);
    }

    private UUID id() throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static BadBusMessageException bad(String message) {
        return new BadBusMessageException(message, false);
    }
}
