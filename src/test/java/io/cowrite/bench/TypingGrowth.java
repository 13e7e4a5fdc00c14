package io.cowrite.bench;

import java.util.ArrayList;
import java.util.List;

/** More documents, writers or readers, while as many letters are typed in all. */
final class TypingGrowth implements GrowthDimension {

    private final String title;
    private final String grows;
    private final String sizes;
    private final double rate;
    private final Scene scene;
    private final List<TypingMeasure> measures;

    /** Who types where. */
    private record Crowd(long documents, long writers, long readers) {}

    @FunctionalInterface
    private interface Scene {
        Crowd of(long size);
    }

    private TypingGrowth(String title, String grows, String sizes, double rate, Scene scene,
            List<TypingMeasure> measures) {
        this.title = title;
        this.grows = grows;
        this.sizes = sizes;
        this.rate = rate;
        this.scene = scene;
        this.measures = measures;
    }

    static TypingGrowth documents() {
        return new TypingGrowth("1,000 letters a second, spread over more and more documents",
                "documents, one writer each", "1,10,100,500,1000", 1_000, size -> new Crowd(size, 1, 0),
                TypingMeasure.ALONE);
    }

    static TypingGrowth people() {
        return new TypingGrowth("50 letters a second, typed by more and more people in one document",
                "people who type in one document", "2,10,50,200,1000", 50, size -> new Crowd(1, size, 0),
                List.of(TypingMeasure.SERVICE, TypingMeasure.DELIVERY, TypingMeasure.DATABASE,
                        TypingMeasure.SAVED_HALF, TypingMeasure.SAVED_MOST, TypingMeasure.SEEN_HALF,
                        TypingMeasure.SEEN_MOST));
    }

    static TypingGrowth readers() {
        return new TypingGrowth("20 letters a second by one writer, with more and more readers",
                "readers of one writer",
                "1,10,100,1000,3000", 20, size -> new Crowd(1, 1, size),
                List.of(TypingMeasure.SERVICE, TypingMeasure.DELIVERY, TypingMeasure.DATABASE,
                        TypingMeasure.SEEN_HALF, TypingMeasure.SEEN_MOST));
    }

    @Override
    public GrowthTable table() {
        return new GrowthTable(title, grows, measures.stream().map(TypingMeasure::quantity).toList(), List.of());
    }

    @Override
    public String sizes() {
        return sizes;
    }

    @Override
    public List<GrowthTable.Row> measure(Options options, List<Long> wanted) throws Exception {
        List<GrowthTable.Row> rows = new ArrayList<>();
        try (RunningService service = RunningService.start(options); TypingPlace place = new TypingPlace(service)) {
            place.warm(options.number("warm", 20));
            for (long size : wanted) {
                Crowd crowd = scene.of(size);
                TypingCost cost = place.cost(place.documents(crowd.documents(), ""), crowd.writers(), crowd.readers(),
                        rate, options.number("seconds", 10));
                rows.add(new GrowthTable.Row(size, measures.stream().map(measure -> measure.of(cost)).toList()));
            }
        }
        return rows;
    }
}
