package io.cowrite.nemesis;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A service between two proxies. Its deaths are noticed and counted by {@link #tend}, which starts it again. */
final class Node implements AutoCloseable {

    private static final int PORT_MIN = 15_000;
    private static final int PORT_END = 32_000;
    private static final double HITS_MAX = 3_000;

    /** Those that an operation's life, joining and snapshots reach again and again. */
    private static final List<CrashPoint> POINTS = List.of(CrashPoint.FRAME_READ, CrashPoint.SUBMISSION_DECODED,
            CrashPoint.SUBMISSION_IN_MAILBOX, CrashPoint.BATCH_FORMED, CrashPoint.STATEMENT_SENT,
            CrashPoint.STATEMENT_COMMITTED, CrashPoint.REPLY_RECEIVED, CrashPoint.ROOM_TOLD,
            CrashPoint.VIEW_PUBLISHED, CrashPoint.FRAME_HALF_WRITTEN, CrashPoint.SOME_CONNECTIONS_WRITTEN,
            CrashPoint.RESUMED_BEFORE_REPLAY, CrashPoint.REPLAY_BEFORE_LIVE, CrashPoint.SNAPSHOT_COMPUTED,
            CrashPoint.SNAPSHOT_WRITTEN, CrashPoint.SNAPSHOT_OLDER_DELETED, CrashPoint.SNAPSHOT_LOADED);

    private final ServiceProcess process;
    private final FaultProxy database;
    private final FaultProxy clients;
    private final Tally tally;
    private String armed = "";
    private boolean killing;

    private Node(ServiceProcess process, FaultProxy database, FaultProxy clients, Tally tally) {
        this.process = process;
        this.database = database;
        this.clients = clients;
        this.tally = tally;
    }

    /** Not started. */
    static Node of(
            @Nullable Path prepared, TestPostgres.Database postgres, int postgresPort, List<String> settings,
            Path output,
            Tally tally) throws IOException {
        FaultProxy database = FaultProxy.before(postgresPort);
        int port = freePort();
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url="
                        + postgres.url().replace(":" + postgresPort + "/", ":" + database.port() + "/"),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                // Nobody types as fast as bare writers do, nor is so often refused.
                "--cowrite.limits.submissions-per-second=1000000",
                "--cowrite.limits.refusals-per-minute=1000000",
                "--cowrite.limits.sockets-per-user=10000",
                "--cowrite.limits.sockets-per-address=10000",
                "--cowrite.hello-millis=60000",
                "--cowrite.heartbeat-millis=4000",
                "--cowrite.journal.socket-timeout=3s",
                "--cowrite.verify.every=0",
                "--cowrite.compaction.every=1s",
                "--cowrite.compaction.older-than=0s"));
        all.addAll(settings);
        return new Node(new ServiceProcess(prepared, port, all, output), database, FaultProxy.before(port), tally);
    }

    URI address() {
        return URI.create("http://localhost:" + clients.port());
    }

    ServiceProcess process() {
        return process;
    }

    FaultProxy database() {
        return database;
    }

    FaultProxy clients() {
        return clients;
    }

    /** Starts it, with a crash point armed if {@code random} is given. */
    void launch(@Nullable Random random) throws IOException {
        armed = random == null ? "" : crash(random);
        killing = false;
        process.launch(armed);
    }

    private static String crash(Random random) {
        CrashPoint point = POINTS.get(random.nextInt(POINTS.size()));
        // As many small numbers as large ones: what only happens at the beginning, and what happens under load.
        int nth = (int) Math.exp(random.nextDouble() * Math.log(HITS_MAX));
        return point + ":" + Math.max(1, nth) + ":halt";
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        killing = true;
        process.kill();
    }

    /**
     * Starts it again if it has died.
     *
     * @return whether it had
     */
    boolean tend(@Nullable Random random) throws IOException {
        if (process.isUp()) {
            return false;
        }
        int exit = process.exit();
        if (killing) {
            tally.add("service killed");
        } else if (exit == ServiceProcess.KILLED && !armed.isEmpty()) {
            tally.add("service halted at a crash point");
            tally.add("at " + armed.substring(0, armed.indexOf(':')));
        } else {
            tally.add("service ended with " + exit);
            System.out.println("the service ended with " + exit + ":\n" + process.said());
        }
        launch(random);
        return true;
    }

    void awaitReady(@Nullable Random random) throws IOException, InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        while (!process.isReady()) {
            tend(random);
            if (System.nanoTime() > end) {
                throw new IOException("the service does not become ready:\n" + process.said());
            }
            Thread.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        Random random = new Random();
        while (true) {
            try (ServerSocket socket = new ServerSocket(random.nextInt(PORT_MIN, PORT_END), 1,
                    InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
        database.close();
        clients.close();
    }
}
