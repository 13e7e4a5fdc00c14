package io.cowrite.nemesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Stands between two who speak TCP on this machine, and passes on their bytes as {@link Way} says. Any thread may call. */
final class FaultProxy implements AutoCloseable {

    /** How bytes pass. */
    enum Way {
        PASS,
        /** Each piece waits {@link #SLOW_MILLIS}. */
        SLOW,
        /** In pieces of one to seven bytes. */
        SPLIT,
        /** Nothing is read; both sides' buffers fill. It goes on afterwards. */
        STALL,
        /** Bytes vanish and nobody is told, not even afterwards, until the connection is cut at the next change. */
        SWALLOW,
        /** New connections are accepted and closed, old ones are cut. */
        REFUSE
    }

    static final int SLOW_MILLIS = 200;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PIECE_BYTES_MAX = 7;
    /** Of what comes at once; the rest in one piece, so that a large frame does not take for ever. */
    private static final int SPLIT_BYTES_MAX = 400;

    private final ServerSocket listening;
    private volatile int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Way way = Way.PASS;

    private FaultProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** Before {@code target}, a port of 127.0.0.1. */
    static FaultProxy before(int target) throws IOException {
        FaultProxy proxy = new FaultProxy(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("proxy-" + target).start(proxy::accept);
        return proxy;
    }

    /** New connections go to another port from now on; old ones are cut. */
    void redirect(int port) {
        target = port;
        cut();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on; connections from which bytes have vanished are cut. */
    synchronized void let(Way next) {
        way = next;
        links.forEach(link -> {
            if (link.tainted || next == Way.REFUSE) {
                link.cut();
            }
        });
        notifyAll();
    }

    /** Cuts all connections there are. */
    void cut() {
        links.forEach(Link::cut);
    }

    /** Ends one direction of each connection, chosen at random; the other goes on. */
    void halfClose(RandomGenerator random) {
        links.forEach(link -> link.halfClose(random.nextBoolean()));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            if (way == Way.REFUSE) {
                throw new IOException("refused");
            }
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Link link = new Link(near, far);
            links.add(link);
            Thread.ofVirtual().start(() -> link.pump(near, far));
            link.pump(far, near);
        } catch (IOException e) {
            close(near);
            close(far);
        }
    }

    private synchronized void awaitFlow() throws InterruptedException {
        while (way == Way.STALL) {
            wait();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone then.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        let(Way.REFUSE);
    }

    private final class Link {

        private final Socket near;
        private final Socket far;
        private volatile boolean tainted;

        Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    awaitFlow();
                    pass(buffer, length, out);
                }
                to.shutdownOutput();
            } catch (IOException e) {
                cut();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (isOver()) {
                    cut();
                }
            }
        }

        private void pass(byte[] buffer, int length, OutputStream out) throws IOException, InterruptedException {
            switch (way) {
                case PASS, STALL -> out.write(buffer, 0, length);
                case SLOW -> {
                    Thread.sleep(SLOW_MILLIS);
                    out.write(buffer, 0, length);
                }
                case SPLIT -> split(buffer, length, out);
                case SWALLOW -> tainted = true;
                case REFUSE -> cut();
            }
        }

        private static void split(byte[] buffer, int length, OutputStream out) throws IOException {
            int at = 0;
            while (at < Math.min(length, SPLIT_BYTES_MAX)) {
                int piece = Math.min(1 + at % PIECE_BYTES_MAX, length - at);
                out.write(buffer, at, piece);
                at += piece;
            }
            out.write(buffer, at, length - at);
        }

        private boolean isOver() {
            return near.isOutputShutdown() && far.isOutputShutdown();
        }

        void halfClose(boolean towardsFar) {
            try {
                (towardsFar ? far : near).shutdownOutput();
            } catch (IOException e) {
                cut();
            }
        }

        void cut() {
            links.remove(this);
            close(near);
            close(far);
        }
    }
}
