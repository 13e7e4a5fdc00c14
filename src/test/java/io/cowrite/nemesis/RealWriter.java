package io.cowrite.nemesis;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.client.TappedConnections;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A person at the Java client, who types at the pace of one. Runs on a thread of its own. */
final class RealWriter implements Runnable, ConnectionListener, AutoCloseable {

    private static final int UNITS_MAX = 20_000;

    private final String name;
    private final Gate gate;
    private final History history;
    private final Random random;
    private final int home;
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final DocumentConnection connection;
    private final boolean logMayGoBack;
    private final Set<NoticeCode> notices = ConcurrentHashMap.newKeySet();
    private final AtomicInteger welcomes = new AtomicInteger();
    private final AtomicInteger stepsBack = new AtomicInteger();
    private int typed;

    RealWriter(
            TappedConnections clients, String name, UUID documentId, String cookie, Gate gate, History history,
            long seed,
            int home, boolean logMayGoBack) {
        this.name = name;
        this.gate = gate;
        this.history = history;
        this.random = new Random(seed);
        this.home = home;
        this.logMayGoBack = logMayGoBack;
        this.connection = clients.open(() -> gate.address(home + connects.getAndIncrement()), cookie, documentId,
                () -> new WireTap(new Wire(history)), this);
    }

    /** Both directions of one connection, one after the other. */
    private record WireTap(Wire wire) implements TappedConnections.Tap {

        @Override
        public void sends(String frame) {
            synchronized (wire) {
                wire.sends(frame);
            }
        }

        @Override
        public void receives(String frame) {
            synchronized (wire) {
                wire.receives(frame);
            }
        }
    }

    @Override
    public void run() {
        try {
            while (gate.mayWrite()) {
                if (connection.look(Replica::isLoaded)) {
                    connection.edit(this::edit);
                }
                Thread.sleep(random.nextInt(20, 120));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InapplicableException e) {
            history.complaint(name + " made an edit that does not fit what it shows: " + e);
        }
    }

    private Delta edit(Text shown) {
        typed++;
        int place = random.nextInt(shown.length() + 1);
        String text = shown.toString();
        if (place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place))) {
            place--;
        }
        List<Op> ops = new ArrayList<>();
        if (place > 0) {
            ops.add(new Op.Retain(place));
        }
        int end = Math.min(text.length(), place + 1 + random.nextInt(20));
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end++;
        }
        if (end > place && text.length() > random.nextInt(UNITS_MAX)) {
            ops.add(new Op.Delete(end - place));
        } else {
            ops.add(new Op.Insert(name + "-" + typed + "😀"));
        }
        return Delta.of(ops.toArray(Op[]::new));
    }

    @Override
    public void loaded(Replica replica) {
        if (loads.incrementAndGet() > 1) {
            history.complaint(name + " had to load anew");
        }
    }

    @Override
    public void unsaved(Unsaved unsaved) {
        history.complaint(name + " has an edit in the tray: " + unsaved.reason());
    }

    @Override
    public void steppedBack(long version) {
        stepsBack.incrementAndGet();
        if (!logMayGoBack) {
            history.complaint(name + " stepped back to version " + version);
        }
    }

    /** Its own places never cut anything, wherever they are moved to. */
    @Override
    public void settled(long version, Entry entry) {
        if (entry.refused() != null) {
            history.complaint(name + " was refused: " + entry);
        }
    }

    @Override
    public void welcomed() {
        welcomes.incrementAndGet();
    }

    @Override
    public void noticed(ServerMessage.Notice notice) {
        notices.add(notice.code());
    }

    boolean wasTold(NoticeCode code) {
        return notices.contains(code);
    }

    /** How many connections were answered. */
    int welcomes() {
        return welcomes.get();
    }

    int stepsBack() {
        return stepsBack.get();
    }

    @Override
    public void stopped(int closeCode, String reason) {
        history.complaint(name + " was stopped: " + closeCode + " " + reason);
    }

    boolean isSettled() {
        return connection.look(replica -> replica.isLive() && replica.isSettled());
    }

    long version() {
        return connection.look(Replica::version);
    }

    boolean await(Predicate<Replica> condition, long millis) throws InterruptedException {
        return connection.await(condition, millis);
    }

    /** Breaks the connection off; it comes back. */
    void disconnect() {
        connection.interrupt();
    }

    /** Writes down what it shows in the end. */
    void showCopy() {
        long[] version = new long[1];
        String text = connection.look(replica -> {
            version[0] = replica.version();
            return replica.shown().toString();
        });
        history.copy(0, version[0], text);
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return name + " at home " + home;
    }
}
