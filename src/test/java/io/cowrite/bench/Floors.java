package io.cowrite.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

/** What the machine itself needs for the parts of a keystroke's way, at the same pace. */
final class Floors {

    private static final int BYTES = 350;

    private final int count;
    private final long everyNanos;

    /** {@code count} tries of each, {@code perSecond} of them a second. */
    Floors(int count, int perSecond) {
        this.count = count;
        this.everyNanos = 1_000_000_000L / perSecond;
    }

    /** Measures and tells of all, at {@code perSecond} for {@code seconds}. */
    static void say(RunningService service, int perSecond, int seconds) throws Exception {
        Floors floors = new Floors(seconds * perSecond, perSecond);
        Figures.say("  floor: fsync of 350 bytes      %s", floors.fsync(service.dataDirectory()));
        try (Connection database = service.database()) {
            Figures.say("  floor: insert and commit       %s", floors.commit(database));
        }
        Figures.say("  floor: TCP echo on loopback    %s; %s", floors.echo(), Figures.load());
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Appending 350 bytes to a file and waiting until they are on disk (fdatasync). */
    Figures fsync(Path directory) throws Exception {
        try (FileChannel file = FileChannel.open(directory.resolve("floor"), CREATE, WRITE)) {
            return time(() -> {
                file.write(ByteBuffer.allocate(BYTES), file.size());
                file.force(false);
            });
        }
    }

    /** A row of 350 bytes, inserted and committed by a prepared statement. */
    Figures commit(Connection database) throws Exception {
        try (Statement statement = database.createStatement()) {
            statement.execute("create table if not exists bench_floor (id bigserial primary key, content bytea)");
        }
        try (PreparedStatement insert = database.prepareStatement("insert into bench_floor (content) values (?)")) {
            insert.setBytes(1, new byte[BYTES]);
            return time(insert::executeUpdate);
        }
    }

    /** 350 bytes over a TCP socket on loopback to another thread, and back. */
    Figures echo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> echo(server));
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                socket.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                return time(() -> {
                    socket.getOutputStream().write(new byte[BYTES]);
                    in.readFully(new byte[BYTES]);
                });
            }
        }
    }

    private static void echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[BYTES];
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                socket.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Figures time(Step step) throws Exception {
        long[] nanos = new long[count];
        long due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due += everyNanos;
            LockSupport.parkNanos(due - System.nanoTime());
            long start = System.nanoTime();
            step.run();
            nanos[i] = System.nanoTime() - start;
        }
        return Figures.of(nanos);
    }
}
