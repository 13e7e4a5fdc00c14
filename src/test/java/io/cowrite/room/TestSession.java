package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A subscriber that follows the stream as the writer would, and keeps what it was told. */
final class TestSession implements Subscriber {

    final List<ServerMessage.Notice> notices = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Author author;
    final String clientId;
    @Nullable
    CloseCode closed;
    @Nullable
    Joined joined;
    Point cursor = new Point(0, Hash.of(new byte[32]));
    Text content = Text.EMPTY;
    /** How often it was told that something is published. */
    int told;

    private final RoomWorld world;

    TestSession(RoomWorld world, Author author, String clientId, long attempt, List<Point> since) {
        this(world, author, clientId, attempt, since, world.rooms);
    }

    TestSession(RoomWorld world, Author author, String clientId, long attempt, List<Point> since, Rooms rooms) {
        this(world, author, clientId, attempt, since, rooms, world.documentId);
    }

    TestSession(RoomWorld world, Author author, String clientId, long attempt, List<Point> since, Rooms rooms,
            UUID documentId) {
        this.world = world;
        this.author = author;
        this.clientId = clientId;
        rooms.join(documentId, new JoinRequest(author, clientId, since, attempt, 0, this));
    }

    @Override
    public void joined(Joined now) {
        assertThat(joined).as("joined once").isNull();
        joined = now;
        cursor = now.cursor();
        if (!now.resumed()) {
            content = now.view().content();
            assertThat(now.view().version()).isEqualTo(cursor.version());
        }
        changed();
    }

    @Override
    public void changed() {
        told++;
        if (joined == null || closed != null) {
            return;
        }
        RoomView view = joined.session().view();
        while (cursor.version() < view.version() && view.reachesBackTo(cursor.version())) {
            take(decode(view.frameAfter(cursor.version()).bytes()));
        }
    }

    private void take(ServerMessage.Ops ops) {
        assertThat(ops.firstVersion()).as("no gap").isEqualTo(cursor.version() + 1);
        for (Entry entry : ops.operations()) {
            entries.add(entry);
            try {
                content = content.apply(entry.operation());
            } catch (InapplicableException e) {
                throw new AssertionError("entry does not apply: " + entry, e);
            }
        }
        cursor = new Point(ops.firstVersion() + ops.operations().size() - 1, ops.hash());
    }

    private static ServerMessage.Ops decode(byte[] frame) {
        try {
            return (ServerMessage.Ops) ServerCodec.decode(new String(frame, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void notice(ServerMessage.Notice notice) {
        notices.add(notice);
    }

    @Override
    public void close(CloseCode code, String reason) {
        assertThat(reason.length()).isLessThanOrEqualTo(CloseCode.REASON_BYTES_MAX);
        assertThat(closed).as("closed once").isNull();
        closed = code;
    }

    @Override
    public void closeAfterFlush(CloseCode code, String reason) {
        changed();
        close(code, reason);
    }

    LiveSession live() {
        return Objects.requireNonNull(joined, () -> "not joined, closed with " + closed).session();
    }

    /** Hands over an operation without letting anything run. */
    void submit(long sequence, long base, Delta operation) {
        live().submit(sequence, base, operation, 32);
    }

    /** Submits and lets everything run. */
    void write(long sequence, String text, int at) {
        submit(sequence, cursor.version(), insert(at, text));
        world.settle();
    }

    /** Writes {@code count} letters, an entry each, from sequence {@code first} on. */
    void writeLetters(long first, int count) {
        for (long sequence = first; sequence < first + count; sequence++) {
            write(sequence, "x", 0);
        }
    }

    List<NoticeCode> told() {
        return notices.stream().map(ServerMessage.Notice::code).toList();
    }

    String text() {
        return content.toString();
    }

    static Delta insert(int at, String text) {
        return at == 0 ? Delta.of(new Op.Insert(text)) : Delta.of(new Op.Retain(at), new Op.Insert(text));
    }

    static Delta delete(int at, int length) {
        return at == 0 ? Delta.of(new Op.Delete(length)) : Delta.of(new Op.Retain(at), new Op.Delete(length));
    }
}
