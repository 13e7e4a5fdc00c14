package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
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

    private static final double SILENT_HEARTBEATS_MAX = 2.5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Transport transport;
    private final Timer timer;
    private final Backoff backoff;
    private final ConnectionListener listener;
    private final Replica replica;
    private @Nullable Session session;
    private boolean reconnectAtOnce;
    private boolean closed;

    /** Call {@link #open} then. */
    public DocumentConnection(
            Transport transport,
            Timer timer,
            RandomGenerator random,
            Supplier<String> clientIds,
            ConnectionListener listener) {
        this.transport = transport;
        this.timer = timer;
        this.backoff = new Backoff(random);
        this.listener = listener;
        this.replica = new Replica(clientIds, new ReplicaEars());
    }

    /** Connects, and again whenever it breaks, until {@link #close} or a close code that ends it. */
    public void open() {
        locked(replica -> {
            if (!closed && session == null) {
                session = new Session();
                session.start();
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
            if (session != null) {
                session.end(1006, "interrupted");
            }
            return replica;
        });
    }

    /** Ends the connection for good. What is not settled stays with the replica. */
    @Override
    public void close() {
        locked(replica -> {
            closed = true;
            if (session != null) {
                session.end(1000, "");
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
            if (session != null) {
                session.endAndJoinAgain();
            }
        }
        moved.signalAll();
    }

    private void later(long millis) {
        if (!closed) {
            timer.after(millis, this::open);
        }
    }

    /** One connection, from the first byte to the last. Under the lock but for the calls that come in. */
    private final class Session implements Transport.Handler {

        private Transport.@Nullable Channel channel;
        private boolean over;
        private long openedMillis = -1;
        private long heardMillis;
        private long silenceMillisMax = 60_000;

        void start() {
            heardMillis = timer.millis();
            channel = transport.connect(this);
            watch();
        }

        void send(ClientMessage message) {
            if (channel != null) {
                channel.send(new String(ClientCodec.encode(message), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void opened() {
            locked(replica -> {
                if (!over) {
                    openedMillis = timer.millis();
                    heardMillis = openedMillis;
                    replica.connected(null);
                }
                return replica;
            });
        }

        @Override
        public void received(String frame) {
            locked(replica -> {
                if (!over) {
                    heardMillis = timer.millis();
                    take(frame);
                }
                return replica;
            });
        }

        @Override
        public void closed(int code, String reason) {
            locked(replica -> {
                end(code, reason);
                return replica;
            });
        }

        private void take(String frame) {
            try {
                ServerMessage message = ServerCodec.decode(frame);
                if (message instanceof ServerMessage.Welcome welcome) {
                    silenceMillisMax = (long) (SILENT_HEARTBEATS_MAX * welcome.heartbeatMillis());
                }
                replica.receive(message);
            } catch (MalformedException e) {
                end(1002, "malformed message from the server: " + e.getMessage());
            }
        }

        private void watch() {
            long left = heardMillis + silenceMillisMax - timer.millis();
            if (left <= 0) {
                end(1006, "silent");
            } else {
                timer.after(left, () -> locked(replica -> {
                    if (!over) {
                        watch();
                    }
                    return replica;
                }));
            }
        }

        void endAndJoinAgain() {
            if (finish(false)) {
                later(0);
            }
        }

        void end(int code, String reason) {
            if (!finish(code == 1006)) {
                return;
            }
            switch (Reaction.to(code)) {
                case RETRY -> later(backoff.nextMillis(openedMillis < 0 ? 0 : timer.millis() - openedMillis));
                case JOIN_ANEW -> {
                    replica.startAnew(Unsaved.Reason.RESEND_UNSETTLED);
                    later(0);
                }
                case STOP -> {
                    closed = true;
                    listener.stopped(code, reason);
                }
            }
        }

        private boolean finish(boolean broken) {
            if (over) {
                return false;
            }
            over = true;
            session = null;
            if (channel != null && broken) {
                channel.abort();
            } else if (channel != null) {
                channel.close();
            }
            replica.disconnected();
            return true;
        }
    }

    private final class ReplicaEars implements ReplicaListener {

        @Override
        public void send(ClientMessage message) {
            if (session != null) {
                session.send(message);
            }
        }

        @Override
        public void reconnect() {
            reconnectAtOnce = true;
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
        public void unsaved(Unsaved unsaved) {
            listener.unsaved(unsaved);
        }

        @Override
        public void present(ServerMessage.Presence presence) {
            listener.present(presence);
        }

        @Override
        public void noticed(ServerMessage.Notice notice) {
            listener.noticed(notice);
        }
    }
}
