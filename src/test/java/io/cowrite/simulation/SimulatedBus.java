package io.cowrite.simulation;

import io.cowrite.cluster.Bus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Between nodes: quick and true, or, while it is bad, anything but that. */
final class SimulatedBus {

    private static final int BAD_OF_TEN = 7;

    private final World world;
    private final boolean there;
    private final SplittableRandom random;
    private final List<Listener> listeners = new ArrayList<>();
    private long badUntil;

    private record Listener(Life life, Consumer<byte[]> ear) {}

    /** @param there whether anything is carried at all */
    SimulatedBus(World world, boolean there, SplittableRandom random) {
        this.world = world;
        this.there = there;
        this.random = random;
    }

    void join(Life life, Consumer<byte[]> ear) {
        listeners.removeIf(listener -> listener.life.isOver());
        listeners.add(new Listener(life, ear));
    }

    /** As one node speaks on it. */
    Bus voice() {
        return new Bus() {
            @Override
            public void publish(byte[] message) {
                SimulatedBus.this.publish(message);
            }

            @Override
            public Subscription subscribe(Consumer<byte[]> listener) {
                throw new UnsupportedOperationException("a life of a node listens");
            }
        };
    }

    void bad(long nanos) {
        badUntil = world.queue.now() + nanos;
    }

    void clear() {
        badUntil = 0;
    }

    private void publish(byte[] message) {
        if (there) {
            List.copyOf(listeners).forEach(listener -> carry(listener, message));
        }
    }

    private void carry(Listener to, byte[] message) {
        if (world.queue.now() >= badUntil || random.nextInt(10) >= BAD_OF_TEN) {
            deliver(to, message, usual());
            return;
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> world.tally.add(Seen.BUS_LOST);
            case 2 -> {
                world.tally.add(Seen.BUS_REPEATED);
                deliver(to, message, usual());
                deliver(to, message, usual() + random.nextLong(2 * EventQueue.SECOND));
            }
            case 3 -> {
                world.tally.add(Seen.BUS_CHANGED);
                deliver(to, Arrays.copyOf(message, random.nextInt(message.length)), usual());
            }
            case 4 -> {
                world.tally.add(Seen.BUS_CHANGED);
                deliver(to, changed(message), usual());
                deliver(to, message, usual());
            }
            default -> {
                world.tally.add(Seen.BUS_LATE);
                long most = random.nextInt(4) > 0 ? EventQueue.SECOND : 30 * EventQueue.SECOND;
                deliver(to, message, random.nextLong(most));
            }
        }
    }

    private byte[] changed(byte[] message) {
        byte[] changed = message.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private long usual() {
        return 50_000 + random.nextLong(600_000);
    }

    private void deliver(Listener to, byte[] message, long nanos) {
        world.queue.in(nanos, to.life, () -> to.ear.accept(message));
    }
}
