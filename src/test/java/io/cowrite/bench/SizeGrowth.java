package io.cowrite.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A longer and longer document in which one types. */
final class SizeGrowth implements GrowthDimension {

    private static final int RATE = 50;
    private static final int JOINS = 15;
    private static final String LINE = "0123456789abcde\n";

    @Override
    public GrowthTable table() {
        List<GrowthTable.Quantity> joins = List.of(new GrowthTable.Quantity("the first opened and joined", "ms"),
                new GrowthTable.Quantity("others opened and joined", "ms"),
                new GrowthTable.Quantity("joined again", "ms"), new GrowthTable.Quantity("joined", "bytes"));
        return new GrowthTable("50 letters a second, typed by one person into a longer and longer document",
                "UTF-16 units of the document",
                Stream.concat(TypingMeasure.ALONE.stream().map(TypingMeasure::quantity), joins.stream()).toList(),
                List.of());
    }

    @Override
    public String sizes() {
        return "1000,10000,100000,1000000,1990000";
    }

    @Override
    public List<GrowthTable.Row> measure(Options options, List<Long> sizes) throws Exception {
        List<GrowthTable.Row> rows = new ArrayList<>();
        try (RunningService service = RunningService.start(options); TypingPlace place = new TypingPlace(service)) {
            String cookie = PlainSocket.guest(service.address());
            TimedJoin.medianMillis(service.address(), place.documents(JOINS, LINE), cookie);
            place.warm(options.number("warm", 20));
            for (long size : sizes) {
                rows.add(row(service.address(), place, cookie, size, options.number("seconds", 10)));
            }
        }
        return rows;
    }

    private static GrowthTable.Row row(URI service, TypingPlace place, String cookie, long size, int seconds)
            throws Exception {
        String content = LINE.repeat(Math.toIntExact(size / LINE.length() + 1)).substring(0, Math.toIntExact(size));
        List<UUID> same = place.documents(1 + JOINS, content);
        UUID id = same.getFirst();
        TimedJoin first = TimedJoin.of(service, id, cookie);
        double others = TimedJoin.medianMillis(service, same.subList(1, same.size()), cookie);
        double again = TimedJoin.medianMillis(service, Collections.nCopies(JOINS, id), cookie);
        TypingCost cost = place.cost(List.of(id), 1, 0, RATE, seconds);
        List<Double> values = new ArrayList<>(TypingMeasure.ALONE.stream().map(measure -> measure.of(cost)).toList());
        values.addAll(List.of(first.millis(), others, again, (double) first.bytes()));
        return new GrowthTable.Row(size, values);
    }
}
