package io.cowrite.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A short document with a longer and longer history: opened without a snapshot, with one, and typed in. */
final class HistoryGrowth implements GrowthDimension {

    private static final int RATE = 50;
    private static final int JOINS = 15;

    /** Shorter logs get none; see {@code RoomSettings.Upkeep}. */
    private static final long SNAPSHOT_ENTRIES = 1_000;

    private static final long SNAPSHOT_NANOS_MAX = 60_000_000_000L;

    /** A document, and how long it took to open it without a snapshot and with one. */
    private record History(long entries, UUID documentId, double firstMillis, double secondMillis) {}

    @Override
    public GrowthTable table() {
        List<GrowthTable.Quantity> joins = List.of(new GrowthTable.Quantity("opened without a snapshot", "ms"),
                new GrowthTable.Quantity("opened with one", "ms"));
        return new GrowthTable("A longer and longer history, then 50 letters a second by one person",
                "entries of the document's log",
                Stream.concat(TypingMeasure.ALONE.stream().map(TypingMeasure::quantity), joins.stream()).toList(),
                List.of());
    }

    @Override
    public String sizes() {
        return "0,1000,10000,100000,1000000";
    }

    @Override
    public List<GrowthTable.Row> measure(Options options, List<Long> sizes) throws Exception {
        try (RunningService service = RunningService.start(options); TypingPlace place = new TypingPlace(service)) {
            List<History> histories = new ArrayList<>();
            for (long size : sizes) {
                histories.add(opened(service, place, size));
            }
            place.warm(options.number("warm", 20));
            List<GrowthTable.Row> rows = new ArrayList<>();
            for (History history : histories) {
                rows.add(typed(place, history, options.number("seconds", 10)));
            }
            return rows;
        }
    }

    private static GrowthTable.Row typed(TypingPlace place, History history, int seconds) throws Exception {
        TypingCost cost = place.cost(List.of(history.documentId()), 1, 0, RATE, seconds);
        List<Double> values = new ArrayList<>(TypingMeasure.ALONE.stream().map(measure -> measure.of(cost)).toList());
        values.addAll(List.of(history.firstMillis(), history.secondMillis()));
        return new GrowthTable.Row(history.entries(), values);
    }

    private static History opened(RunningService service, TypingPlace place, long entries) throws Exception {
        UUID id = place.documents(1, "").getFirst();
        long start = System.nanoTime();
        try (Connection database = service.database()) {
            WrittenHistory.write(database, id, entries);
        }
        double written = (System.nanoTime() - start) / 1e9;
        double first = openedAfterRestart(service, place, id);
        if (entries >= SNAPSHOT_ENTRIES) {
            awaitSnapshot(service, id);
        }
        double second = openedAfterRestart(service, place, id);
        Figures.say("  %d entries, written in %.1f s: opened in %.1f ms, with a snapshot %.1f; %s", entries, written,
                first, second, Figures.load());
        return new History(entries, id, first, second);
    }

    /** No room is open then; a few others were opened before, so that the JVM knows how. In milliseconds. */
    private static double openedAfterRestart(RunningService service, TypingPlace place, UUID id) throws Exception {
        List<UUID> others = place.documents(JOINS, "x");
        service.stop();
        service.startAgain();
        String cookie = PlainSocket.guest(service.address());
        TimedJoin.medianMillis(service.address(), others, cookie);
        return TimedJoin.of(service.address(), id, cookie).millis();
    }

    private static void awaitSnapshot(RunningService service, UUID id) throws Exception {
        try (Connection database = service.database();
                PreparedStatement snapshots = database.prepareStatement(
                        "select 1 from snapshot where document_id = ?")) {
            snapshots.setObject(1, id);
            long deadline = System.nanoTime() + SNAPSHOT_NANOS_MAX;
            while (!isAny(snapshots)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("no snapshot is made");
                }
                Thread.sleep(10);
            }
        }
    }

    private static boolean isAny(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }
}
