package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.client.Replica;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Types a recorded trace through real sockets into one document of a running service, and checks what became of it.
 *
 * <p>Arguments: {@code trace=<file>}, {@code mode=turns|together}, {@code typists=4}, {@code keystrokes=<at most>},
 * {@code jar=<built jar>}, {@code jvm=<an option of the service's JVM>}.
 */
final class TraceReplay {

    private static final int JOINS = 5;

    private final RunningService service;
    private final Trace trace;
    private final boolean turns;

    private TraceReplay(RunningService service, Trace trace, boolean turns) {
        this.service = service;
        this.trace = trace;
        this.turns = turns;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Trace trace = Trace.read(options.path("trace")).first(options.number("keystrokes", Integer.MAX_VALUE));
        String mode = options.text("mode", "turns");
        Figures.say("%d keystrokes, mode %s, %s", trace.patches().size(), mode, Figures.load());
        try (RunningService service = RunningService.start(options)) {
            new TraceReplay(service, trace, mode.equals("turns")).run(options.number("typists", 4));
        }
    }

    private void run(int typists) throws Exception {
        try (CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            UUID documentId = owner.createDocument("Trace", DocumentType.TEXT, "");
            try (Replay replay = new Replay(service.address(), documentId, typists)) {
                type(replay);
                check(replay, owner, documentId);
                joins(documentId);
                service.killAndStart();
                for (Typist typist : replay.typists()) {
                    typist.await(Replica::isLive);
                }
                Figures.say("killed (SIGKILL) and started again:");
                check(replay, owner, documentId);
            }
        }
    }

    private void type(Replay replay) throws Exception {
        long wal = one("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
        long start = System.nanoTime();
        if (turns) {
            replay.takingTurns(trace.patches());
        } else {
            replay.together(trace.patches());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int count = trace.patches().size();
        Figures.say("typed in %.1f s, %.0f keystrokes a second, %.2f ms each; CPU of the service %.1f s; %s",
                seconds, count / seconds, 1_000 * seconds / count, service.cpuTime().toMillis() / 1e3, Figures.load());
        long transformed = replay.typists().stream().mapToLong(Typist::transformed).sum();
        long distance = replay.typists().stream().mapToLong(Typist::distance).sum();
        Figures.say("moved over others' entries: %d submissions, over %.2f entries on average",
                transformed, transformed == 0 ? 0 : (double) distance / transformed);
        Figures.say("on disk: table with index and TOAST %.1f bytes a keystroke, of it the index %.1f; WAL %.1f",
                (double) one("select pg_total_relation_size('commit_log')") / count,
                (double) one("select pg_indexes_size('commit_log')") / count,
                (double) (one("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')") - wal) / count);
    }

    private void check(Replay replay, CowriteClient owner, UUID documentId) throws Exception {
        LogFold log;
        try (Connection database = service.database()) {
            log = LogFold.of(database, documentId);
        }
        Figures.say("log: versions 1 to %d without gap, hashes chain, %d commits, %d refused, entries %.1f bytes each",
                log.version(), log.commits(), log.refused(), (double) log.entryBytes() / log.version());
        require(log.refused() == 0, "something was refused");
        require(!turns || log.version() == trace.patches().size(), "the log has another number of entries");
        require(!turns || log.text().equals(trace.end()), "the log leads to another text than the trace");
        for (Typist typist : replay.typists()) {
            require(typist.version() == log.version(), "a typist is at version " + typist.version());
            require(typist.shown().equals(log.text()), "a typist sees another text");
            require(typist.isUnharmed(), "a typist had to load again, or lost something");
        }
        require(owner.content(documentId).equals(log.text()), "REST gives another text");
        Figures.say("equal: %s%d typists, REST and the fold of the log; %d units",
                turns ? "the trace's end, " : "", replay.typists().size(), log.text().length());
    }

    /** How long a new client takes from connecting until it has the whole content. */
    private void joins(UUID documentId) throws Exception {
        for (int i = 0; i < JOINS; i++) {
            String cookie = PlainSocket.guest(service.address());
            long start = System.nanoTime();
            try (PlainSocket socket = PlainSocket.open(service.address(), documentId, cookie, "joiner-" + i)) {
                int units = receiveContent(socket);
                Figures.say("a new client joined in %.1f ms, %d bytes, %d units; %s",
                        (System.nanoTime() - start) / 1e6, socket.bytesReceived(), units, Figures.load());
            }
        }
    }

    private static int receiveContent(PlainSocket socket) throws Exception {
        ServerMessage.Welcome welcome = (ServerMessage.Welcome) ServerCodec.decode(socket.receive());
        int units = 0;
        for (int part = 0; part < welcome.contentParts(); part++) {
            units += ((ServerMessage.Content) ServerCodec.decode(socket.receive())).operation().lengthChange();
        }
        return units;
    }

    private long one(String query) throws Exception {
        try (Connection database = service.database()) {
            return one(database, query);
        }
    }

    private static long one(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
