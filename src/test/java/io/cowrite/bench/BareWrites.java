package io.cowrite.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * What it takes to write some bytes to each of many sockets and nothing else: the floor of a delivery. Another thread reads them,
 * as the many would.
 */
final class BareWrites implements AutoCloseable {

    private static final int BYTES = 350;
    private static final long PAUSE_NANOS = 20_000_000;

    private final List<SocketChannel> writers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private volatile boolean closed;

    /** @param sockets so many, over TCP on loopback */
    BareWrites(int sockets) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (int i = 0; i < sockets; i++) {
                SocketChannel reader = SocketChannel.open(server.getLocalAddress());
                reader.configureBlocking(false);
                reader.register(selector, SelectionKey.OP_READ);
                SocketChannel writer = server.accept();
                writer.setOption(StandardSocketOptions.TCP_NODELAY, true);
                writer.configureBlocking(false);
                writers.add(writer);
            }
        }
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** CPU of this thread for each write, microseconds: to all, 20 ms of rest, and so on for {@code passes}. */
    double micros(int passes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
        long cpu = 0;
        for (int pass = 0; pass < passes; pass++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (SocketChannel writer : writers) {
                if (writer.write(bytes.clear()) != BYTES) {
                    throw new IOException("a socket is full");
                }
            }
            cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return cpu / 1e3 / passes / writers.size();
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!closed) {
                selector.select(key -> {
                    try {
                        ((SocketChannel) key.channel()).read(in.clear());
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (ClosedSelectorException e) {
            // Closed while waiting.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        for (SocketChannel writer : writers) {
            writer.close();
        }
        for (SelectionKey key : Set.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
