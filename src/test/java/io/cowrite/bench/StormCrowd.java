package io.cowrite.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Thousands of replicas on one thread. Who is closed or broken off comes back as clients do: after a random pause below a
 * bound that doubles from 250 ms to 30 s.
 */
final class StormCrowd implements AutoCloseable {

    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long PAUSE_NANOS = 250_000_000;
    private static final int DOUBLINGS = 7;
    private static final long SELECT_MILLIS = 20;

    private final InetSocketAddress service;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final List<Seat> seats = new ArrayList<>();
    private final PriorityQueue<Seat> returning = new PriorityQueue<>(Comparator.comparingLong(seat -> seat.dueNanos));
    private final Map<String, Integer> ends = new TreeMap<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private CountDownLatch back = new CountDownLatch(0);
    private long startNanos;
    private int resumed;
    private volatile boolean leaves;

    /** Somebody, and how far they have come. */
    private static final class Seat {

        private final CrowdMember member;
        private long welcomedNanos;
        private int tries;
        private long dueNanos;

        Seat(CrowdMember member) {
            this.member = member;
        }
    }

    /**
     * What became of all.
     *
     * @param welcomed after how long, of those who were
     * @param missing who was not
     * @param resumed of the welcomes, also of who came twice
     * @param ends of connections, by how
     */
    record Gathered(long[] welcomed, int missing, int resumed, Map<String, Integer> ends) {

        @Override
        public String toString() {
            if (welcomed.length == 0) {
                return "nobody was welcomed; ends " + ends;
            }
            Figures figures = Figures.of(welcomed);
            return String.format(Locale.ROOT,
                    "welcomed %d, 50 %% after %.1f s, 99 %% %.1f s, all %.1f s; missing %d; resumed %d; ends %s",
                    welcomed.length, figures.millis(0.5) / 1e3, figures.millis(0.99) / 1e3, figures.millis(1) / 1e3,
                    missing, resumed, ends);
        }
    }

    /** So many, spread over {@code documents}, as users of {@code cookies}; connected is nobody yet. */
    StormCrowd(URI address, List<UUID> documents, List<String> cookies, int size, boolean deaf) throws IOException {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
        for (int i = 0; i < size; i++) {
            seats.add(new Seat(new CrowdMember(address, documents.get(i % documents.size()),
                    cookies.get(i % cookies.size()), i, deaf)));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Cuts who is connected; then all connect at once. Waits until everybody was welcomed, or so long. */
    Gathered gather(int secondsMax) throws InterruptedException {
        return gather(secondsMax, Integer.MAX_VALUE);
    }

    /** The same, but so many connect a second. */
    Gathered gather(int secondsMax, int perSecond) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(seats.size());
        onThread(() -> {
            begin(all, NANOS_A_SECOND / perSecond);
            return all;
        });
        all.await(secondsMax, TimeUnit.SECONDS);
        return look();
    }

    /** What became of all since the last gathering began. */
    Gathered look() {
        return onThread(() -> {
            long[] welcomed = seats.stream().mapToLong(seat -> seat.welcomedNanos).filter(nanos -> nanos > 0).toArray();
            return new Gathered(welcomed, seats.size() - welcomed.length, resumed, Map.copyOf(ends));
        });
    }

    private <T> T onThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            asked.add(task);
            selector.wakeup();
        }).join();
    }

    private void begin(CountDownLatch all, long everyNanos) {
        try {
            cutAll();
            back = all;
            resumed = 0;
            ends.clear();
            returning.clear();
            startNanos = System.nanoTime();
            for (Seat seat : seats) {
                seat.welcomedNanos = 0;
                seat.tries = 0;
                seat.dueNanos = startNanos + everyNanos * returning.size();
                returning.add(seat);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cutAll() throws IOException {
        for (Seat seat : seats) {
            seat.member.cut();
        }
        selector.selectNow(key -> {}); // Only now the files are closed, of which there may be only so many.
    }

    private void run() {
        try (selector) {
            while (!leaves) {
                selector.select(this::ready, SELECT_MILLIS);
                while (!asked.isEmpty()) {
                    asked.remove().run();
                }
                long now = System.nanoTime();
                while (!returning.isEmpty() && returning.element().dueNanos - now <= 0) {
                    connect(returning.remove());
                }
            }
            cutAll();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void connect(Seat seat) {
        try {
            seat.member.connect(selector, service, seat);
        } catch (IOException e) {
            ended(seat, e);
        }
    }

    private void ready(SelectionKey key) {
        Seat seat = (Seat) key.attachment();
        try {
            if (key.isConnectable()) {
                seat.member.connected(key);
            } else {
                read(seat, key);
            }
        } catch (IOException e) {
            ended(seat, e);
        }
    }

    private void read(Seat seat, SelectionKey key) throws IOException {
        in.clear();
        if (((SocketChannel) key.channel()).read(in) < 0) {
            throw new CrowdMember.EndedException("end of stream");
        }
        CrowdMember.Event event = seat.member.take(in.flip());
        if (event == CrowdMember.Event.NOTHING) {
            return;
        }
        resumed += event == CrowdMember.Event.RESUMED ? 1 : 0;
        if (seat.member.isDeaf()) {
            key.interestOps(0);
        }
        if (seat.welcomedNanos == 0) {
            seat.welcomedNanos = System.nanoTime() - startNanos;
            back.countDown();
        }
    }

    private void ended(Seat seat, IOException how) {
        ends.merge(String.valueOf(how.getMessage()), 1, Integer::sum);
        try {
            seat.member.cut();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        long pauseMax = PAUSE_NANOS << Math.min(seat.tries++, DOUBLINGS);
        seat.dueNanos = System.nanoTime() + ThreadLocalRandom.current().nextLong(pauseMax);
        returning.add(seat);
    }

    @Override
    public void close() {
        leaves = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
