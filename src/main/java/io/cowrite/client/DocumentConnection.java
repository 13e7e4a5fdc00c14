package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A replica with a connection that comes back by itself. Any thread may call; one lock guards the replica and everything
 * here.
 */
public final class DocumentConnection implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Transport transport;
    private final Timer timer;
    private final Backoff backoff;
    private final ConnectionListener listener;
    private final Replica replica;
    private @Nullable Line line;
    private boolean reconnectAtOnce;
    /** The server has said that it goes down; its close may get lost on the way. */
    private boolean draining;
    private boolean closed;

    /** Call {@link #open} then. */
    public DocumentConnection(
            Transport transport,
            Timer timer,
            RandomGenerator random,
            Supplier<String> clientIds,
            ConnectionListener listener) {
        this(transport, timer, random, clientIds, listener, null);
    }

    /** The same, with a replica that goes on where {@code memory} was taken. */
    DocumentConnection(
            Transport transport,
            Timer timer,
            RandomGenerator random,
            Supplier<String> clientIds,
            ConnectionListener listener,
            @Nullable ReplicaMemory memory) {
        this.transport = transport;
        this.timer = timer;
        this.backoff = new Backoff(random, timer);
        this.listener = listener;
        this.replica = memory == null
                ? new Replica(clientIds, new ReplicaEars())
                : new Replica(clientIds, new ReplicaEars(), memory);
    }

    /** What must be kept to go on in another process; also from within a channel's {@code send}, before it is sent. */
    ReplicaMemory memory() {
        lock.lock();
        try {
            return replica.memory();
        } finally {
            lock.unlock();
        }
    }

    /** Connects, and again whenever it breaks, until {@link #close} or a close code that ends it. */
    public void open() {
        locked(replica -> {
            if (!closed && line == null) {
                line = new Line(transport, timer, new LineOwner());
                line.start();
            }
            return replica;
        });
    }

    /** An edit of what is shown; {@code edit} makes it from the content and may look at it only during the call. */
    public void edit(Function<Text, Delta> edit) throws InapplicableException {
        lock.lock();
        try {
            replica.edit(edit.apply(replica.shown()));
            carryOut();
        } finally {
            lock.unlock();
        }
    }

    /** Where the author is, in what is shown; null for nowhere. */
    public void select(@Nullable Selection selection) {
        locked(replica -> {
            replica.select(selection);
            return replica;
        });
    }

    /** Looks at the replica; {@code look} must not keep it. */
    public <T> T look(Function<Replica, T> look) {
        return locked(look);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @return false if {@code millis} passed before
     */
    public boolean await(Predicate<Replica> condition, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        lock.lock();
        try {
            while (!condition.test(replica)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Breaks the connection off as a failing network would; it comes back by itself. */
    public void interrupt() {
        locked(replica -> {
            Line broken = line;
            if (broken != null && broken.end(true)) {
                closed(1006, "interrupted", broken.connectedMillis());
            }
            return replica;
        });
    }

    /** Ends the connection for good. What is not settled stays with the replica. */
    @Override
    public void close() {
        locked(replica -> {
            closed = true;
            if (line != null && line.end(false)) {
                line = null;
                replica.disconnected();
            }
            return replica;
        });
    }

    private <T> T locked(Function<Replica, T> work) {
        lock.lock();
        try {
            T result = work.apply(replica);
            carryOut();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Does what the replica asked for in its turn. */
    private void carryOut() {
        if (reconnectAtOnce) {
            reconnectAtOnce = false;
            Line old = line;
            if (old != null && old.end(false)) {
                line = null;
                replica.disconnected();
                later(backoff.atOnceMillis(old.connectedMillis()));
            }
        }
        moved.signalAll();
    }

    private void later(long millis) {
        if (!closed) {
            timer.after(millis, this::open);
        }
    }

    private void closed(int code, String reason, long connectedMillis) {
        line = null;
        replica.disconnected();
        int known = draining && code == 1006 ? 1012 : code;
        draining = false;
        listener.closed(code, reason);
        switch (Reaction.to(code)) {
            case RETRY -> later(backoff.nextMillis(known, connectedMillis));
            case JOIN_ANEW -> {
                replica.startAnew(Unsaved.Reason.RESEND_UNSETTLED);
                later(backoff.atOnceMillis(connectedMillis));
            }
            case STOP -> {
                closed = true;
                listener.stopped(code, reason);
            }
        }
    }

    private final class LineOwner implements Line.Owner {

        @Override
        public void locked(Runnable work) {
            DocumentConnection.this.locked(same -> {
                work.run();
                return same;
            });
        }

        @Override
        public void opened() {
            replica.connected(null);
        }

        @Override
        public void received(ServerMessage message) {
            replica.receive(message);
            listener.received(message);
        }

        @Override
        public void closed(Line ended, int code, String reason) {
            DocumentConnection.this.closed(code, reason, ended.connectedMillis());
        }
    }

    private final class ReplicaEars implements ReplicaListener {

        @Override
        public void send(ClientMessage message) {
            if (line != null) {
                listener.sending(message);
                line.send(message);
            }
        }

        @Override
        public void reconnect() {
            reconnectAtOnce = true;
        }

        @Override
        public void welcomed() {
            listener.welcomed();
        }

        @Override
        public void loaded() {
            listener.loaded(replica);
        }

        @Override
        public void changed(Delta change) {
            listener.changed(change);
        }

        @Override
        public void settled(long version, Entry entry) {
            listener.settled(version, entry);
        }

        @Override
        public void steppedBack(long version) {
            listener.steppedBack(version);
        }

        @Override
        public void unsaved(Unsaved unsaved) {
            listener.unsaved(unsaved);
        }

        @Override
        public void present(ServerMessage.Presence presence) {
            listener.present(presence);
        }

        @Override
        public void noticed(ServerMessage.Notice notice) {
            draining |= notice.code() == NoticeCode.DRAINING;
            listener.noticed(notice);
        }
    }
}
