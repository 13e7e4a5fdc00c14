package io.cowrite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A test over time as SVG: edits, deliveries, and times on a scale of powers of ten. */
final class Picture {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 640;
    private static final int LEFT = 70;
    private static final int RIGHT = 690;

    private final Report report;
    private final List<Second> seconds;
    private final Svg svg;

    /** A line of a panel: what it is called, how it looks, and its values; null: none in that second. */
    private record Line(String name, String look, Function<Second, @Nullable Double> value) {}

    /** Where values of a panel stand; {@code log} is for powers of ten from {@code min} on. */
    private record Axis(int top, int bottom, double min, double max, boolean log) {

        double y(double value) {
            double share = log
                    ? (Math.log10(Math.max(value, min)) - Math.log10(min)) / (Math.log10(max) - Math.log10(min))
                    : value / max;
            return bottom - share * (bottom - top);
        }
    }

    Picture(Report report) {
        this.report = report;
        this.seconds = report.seconds();
        this.svg = new Svg(WIDTH, HEIGHT, title());
    }

    String svg() {
        svg.text("title", LEFT, 28, title());
        svg.text("soft", LEFT, 48, subtitle());
        panels();
        return svg.done();
    }

    private void panels() {
        List<Line> edits = List.of(new Line("edits typed", "a", second -> (double) second.edits()),
                new Line("acknowledged", "c dashed", second -> (double) second.acknowledged()));
        List<Line> deliveries = List.of(new Line("edits to others", "b", second -> (double) second.delivered()));
        List<Line> times = List.of(new Line("saved, 50 %", "a wide", second -> second.saved().p50Millis()),
                new Line("saved, 99 %", "a wide dashed", second -> second.saved().p99Millis()),
                new Line("seen, 50 %", "d", second -> second.seen().p50Millis()),
                new Line("seen, 99 %", "d dashed", second -> second.seen().p99Millis()));
        panel("edits a second", rates(85, 185, edits), edits);
        panel("deliveries a second", rates(235, 335, deliveries), deliveries);
        panel("milliseconds since due, in powers of ten", powers(385, 575, times), times);
        svg.text("soft middle", (LEFT + RIGHT) / 2, HEIGHT - 18,
                "seconds since the first person came; shaded: measured");
    }

    private String title() {
        Settings settings = report.settings();
        return settings.people() + " people in " + settings.documents() + (settings.documents() == 1
                ? " document"
                : " documents") + ", " + Svg.number(settings.rate()) + " edits a second each";
    }

    private String subtitle() {
        return "Measured: " + Svg.number(report.edits().perSecond()) + " edits/s, saved within "
                + Progress.millis(report.saved().p50Millis()) + " (50 %) and "
                + Progress.millis(report.saved().p99Millis()) + " (99 %), seen by others within "
                + Progress.millis(report.seen().p50Millis()) + " and "
                + Progress.millis(report.seen().p99Millis());
    }

    private void panel(String label, Axis axis, List<Line> lines) {
        band(axis);
        svg.text("soft", LEFT, axis.top() - 8, label);
        marks(axis).forEach(mark -> grid(axis, mark));
        double step = Svg.step(Math.max(1, seconds.size()));
        for (double at = 0; at <= seconds.size(); at += step) {
            svg.text("soft middle", x(at), axis.bottom() + 16, Svg.number(at));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(axis, lines.get(i));
            int y = axis.top() + 10 + 20 * i;
            svg.polyline(lines.get(i).look(), List.of(Svg.point(RIGHT + 16, y), Svg.point(RIGHT + 44, y)));
            svg.text("", RIGHT + 52, y + 4, lines.get(i).name());
        }
    }

    private void band(Axis axis) {
        int first = seconds.stream().filter(second -> second.phase() == Phase.MEASURING).mapToInt(Second::second).min()
                .orElse(1) - 1;
        int last = seconds.stream().filter(second -> second.phase() == Phase.MEASURING).mapToInt(Second::second).max()
                .orElse(0);
        if (last > first) {
            svg.rectangle("band", x(first), axis.top(), x(last) - x(first), axis.bottom() - axis.top());
        }
    }

    private void grid(Axis axis, double mark) {
        double y = axis.y(mark);
        svg.line("grid", LEFT, y, RIGHT, y);
        svg.text("soft end", LEFT - 8, y + 4, Svg.number(mark));
    }

    /** Broken where there is no value. */
    private void line(Axis axis, Line line) {
        List<String> points = new ArrayList<>();
        for (Second second : seconds) {
            Double value = line.value().apply(second);
            if (value == null) {
                polyline(line, points);
            } else {
                points.add(Svg.point(x(second.second() - 0.5), axis.y(value)));
            }
        }
        polyline(line, points);
    }

    private void polyline(Line line, List<String> points) {
        svg.polyline(line.look(), points);
        points.clear();
    }

    private double x(double second) {
        return LEFT + second * (RIGHT - LEFT) / Math.max(1, seconds.size());
    }

    private Axis rates(int top, int bottom, List<Line> lines) {
        double most = values(lines).reduce(1.0, Math::max);
        double step = Svg.step(most);
        return new Axis(top, bottom, 0, Math.ceil(most / step) * step, false);
    }

    private Axis powers(int top, int bottom, List<Line> lines) {
        double least = values(lines).reduce(1.0, Math::min);
        double most = values(lines).reduce(10.0, Math::max);
        double min = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.01))));
        return new Axis(top, bottom, min, Math.pow(10, Math.ceil(Math.log10(most))), true);
    }

    private Stream<Double> values(List<Line> lines) {
        return lines.stream().flatMap(line -> seconds.stream().map(line.value()).filter(value -> value != null));
    }

    private static List<Double> marks(Axis axis) {
        List<Double> marks = new ArrayList<>();
        double step = Svg.step(axis.max()) * 2;
        for (double mark = axis.min(); mark <= axis.max() * 1.001; mark = axis.log() ? mark * 10 : mark + step) {
            marks.add(mark);
        }
        return marks;
    }
}
