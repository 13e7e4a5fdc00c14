package io.cowrite.bench;

import io.cowrite.protocol.Entry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * People on bare sockets who type at a steady pace, whether or not the service keeps up: letters are due one after the
 * other, each by the next writer. One thread does it all, which is whoever calls.
 */
final class TypingCrowd implements AutoCloseable {

    private static final long[] NONE = {};
    private static final long SELECT_MILLIS = 1;

    private final InetSocketAddress service;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
    private final List<TypingSeat> seats = new ArrayList<>();
    private final List<TypingSeat> writers = new ArrayList<>();
    private final Map<UUID, Document> documents = new HashMap<>();
    private final TypingTally tally = new TypingTally();
    private int joined;
    private long typed;

    /** One of the documents. */
    private static final class Document implements TypingSeat.Shared {

        private record Sent(String clientId, long sequence) {}

        /** Letters of one submission, which so many have not read yet. */
        private static final class Due {

            final long[] nanos;
            int left;

            Due(long[] nanos, int left) {
                this.nanos = nanos;
                this.left = left;
            }
        }

        private final List<TypingSeat> seats = new ArrayList<>();
        private final SharedFrames frames = new SharedFrames(seats::size);
        private final Map<Sent, Due> due = new HashMap<>();
        private long letters;

        @Override
        public SharedFrames.Frame read(byte[] message, int length) throws IOException {
            return frames.read(message, length);
        }

        @Override
        public void sent(String clientId, long sequence, long[] dueNanos) {
            due.put(new Sent(clientId, sequence), new Due(dueNanos, seats.size()));
            letters += dueNanos.length;
        }

        /** Forgotten once all have asked: what piles up would have this program's collector pause for what it measures. */
        @Override
        public long[] due(Entry entry) {
            Sent sent = new Sent(entry.clientId(), entry.sequence());
            Due found = due.get(sent);
            if (found == null) {
                return NONE;
            }
            if (--found.left == 0) {
                due.remove(sent);
            }
            return found.nanos;
        }
    }

    /**
     * What came of one pace.
     *
     * @param edits letters that were due while it was measured, and were acknowledged
     * @param deliveries of them to others
     * @param frames that came meanwhile, and while it was not measured yet
     * @param cores of processors that this thread took
     * @param pausedMillis for which this program's own collector stopped it, which all times have in them
     */
    record Pace(long edits, long deliveries, TypingTimes saved, TypingTimes seen, long frames, double cores,
            long pausedMillis) {}

    TypingCrowd(URI address) throws IOException {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
    }

    /** Adds somebody, who connects when {@link #join} is called. */
    void add(URI address, UUID documentId, String cookie, boolean writes) throws IOException {
        Document document = documents.computeIfAbsent(documentId, _ -> new Document());
        TypingSeat seat = new TypingSeat(address, documentId, cookie, seats.size(), document, tally);
        seats.add(seat);
        document.seats.add(seat);
        if (writes) {
            writers.add(seat);
        }
    }

    /** Connects all, so many at a time, and waits until all are welcomed. */
    void join(int atOnce) throws IOException {
        for (int i = 0; i < seats.size(); i++) {
            TypingSeat seat = seats.get(i);
            seat.member.connect(selector, service, seat);
            while (joined <= i - atOnce) {
                turn(SELECT_MILLIS);
            }
        }
        while (joined < seats.size()) {
            turn(SELECT_MILLIS);
        }
    }

    /** All type {@code perSecond} letters for {@code warmSeconds}, which do not count, and then for {@code seconds}. */
    Pace type(double perSecond, double warmSeconds, double seconds) throws IOException {
        long start = System.nanoTime();
        long from = start + (long) (warmSeconds * 1e9);
        long until = from + (long) (seconds * 1e9);
        tally.measure(from, until);
        long cpu = cpu();
        long paused = pausedMillis();
        long before = typed;
        for (long now = start; now < until; now = System.nanoTime()) {
            long due = before + 1 + (long) ((now - start) * perSecond / 1e9);
            while (typed < due) {
                writers.get((int) (typed % writers.size())).type(start + (long) ((typed - before) * 1e9 / perSecond));
                typed++;
            }
            turn(SELECT_MILLIS);
        }
        double cores = (cpu() - cpu) / ((warmSeconds + seconds) * 1e9);
        long frames = tally.frames;
        settle();
        return new Pace(tally.saved.getTotalCount(), tally.seen.getTotalCount(), TypingTimes.of(tally.saved),
                TypingTimes.of(tally.seen), frames, cores, pausedMillis() - paused);
    }

    private void settle() throws IOException {
        while (!writers.stream().allMatch(TypingSeat::isSettled)
                || !documents.values().stream().allMatch(this::isEqual)) {
            turn(SELECT_MILLIS);
        }
    }

    private boolean isEqual(Document document) {
        TypingSeat first = document.seats.getFirst();
        return document.seats.stream().allMatch(seat -> seat.version() == first.version());
    }

    /** Whether all who have the same version have the same history. */
    boolean agree() {
        return documents.values().stream().allMatch(document -> document.seats.stream()
                .map(TypingSeat::hash)
                .distinct()
                .count() == 1);
    }

    /** How many letters were typed in {@code documentId}. */
    long letters(UUID documentId) {
        Document document = documents.get(documentId);
        return document == null ? 0 : document.letters;
    }

    private static long pausedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void turn(long millis) throws IOException {
        IOException[] failed = new IOException[1];
        selector.select(key -> {
            try {
                ready(key);
            } catch (IOException e) {
                failed[0] = e;
            }
        }, millis);
        if (failed[0] != null) {
            throw failed[0];
        }
    }

    private void ready(SelectionKey key) throws IOException {
        TypingSeat seat = (TypingSeat) key.attachment();
        if (key.isConnectable()) {
            seat.member.connected(key);
            return;
        }
        in.clear();
        if (((SocketChannel) key.channel()).read(in) < 0) {
            throw new IOException("a connection was closed");
        }
        if (seat.member.take(in.flip()) != CrowdMember.Event.NOTHING) {
            seat.joined();
            joined++;
        }
    }

    @Override
    public void close() throws IOException {
        for (TypingSeat seat : seats) {
            seat.member.cut();
        }
        selector.close();
    }
}
