package io.cowrite.cluster;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Between nodes of one JVM. A listener that does not keep up loses messages. */
public final class InProcessBus implements Bus {

    private static final int WAITING_MAX = 4_096;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(byte[] message) {
        listeners.forEach(listener -> listener.offer(message));
    }

    @Override
    public Subscription subscribe(Consumer<byte[]> listener) {
        Listener added = new Listener(listener);
        listeners.add(added);
        return () -> {
            listeners.remove(added);
            added.thread.interrupt();
        };
    }

    private static final class Listener {

        private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
        private final Consumer<byte[]> listener;
        private final Thread thread;

        Listener(Consumer<byte[]> listener) {
            this.listener = listener;
            this.thread = Thread.ofVirtual().name("cowrite-bus").start(this::listen);
        }

        void offer(byte[] message) {
            boolean _ = waiting.offer(message);
        }

        private void listen() {
            try {
                while (true) {
                    listener.accept(waiting.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
