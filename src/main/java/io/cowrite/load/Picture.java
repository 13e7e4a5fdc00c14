package io.cowrite.load;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A test over time as SVG: edits, deliveries, and times on a scale of powers of ten. Colours suit light and dark. */
final class Picture {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 640;
    private static final int LEFT = 70;
    private static final int RIGHT = 690;
    private static final int[] TICK_STEPS = {1, 2, 5};
    private static final int TICKS_MAX = 10;

    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --band: #f1f4f7;
                  --a: #0b62c4; --b: #8a3ffc; --c: #0f7b3f; --d: #b35900; }
            @media (prefers-color-scheme: dark) {
            svg { --paper: #1e1e1e; --ink: #e6edf3; --soft: #9da7b1; --grid: #3d444d; --band: #282b2f;
                  --a: #6cb0ff; --b: #c297ff; --c: #5fd68b; --d: #ffa657; } }
            text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            .title { font-size: 16px; font-weight: 600; } .soft { fill: var(--soft); } .end { text-anchor: end; }
            .middle { text-anchor: middle; } .paper { fill: var(--paper); } .band { fill: var(--band); }
            .grid { stroke: var(--grid); } polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            .a { stroke: var(--a); } .b { stroke: var(--b); } .c { stroke: var(--c); } .d { stroke: var(--d); }
            .dashed { stroke-dasharray: 5 3; } .wide { stroke-width: 5; opacity: 0.45; }
            </style>
            """;

    private final Report report;
    private final List<Second> seconds;
    private final StringBuilder svg = new StringBuilder();

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
    }

    String svg() {
        svg.append(
                String.format(Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                                + " height=\"%d\" role=\"img\" aria-labelledby=\"t\">%n",
                        WIDTH, HEIGHT, WIDTH, HEIGHT));
        svg.append("<title id=\"t\">").append(escaped(title())).append("</title>\n").append(STYLE);
        svg.append(String.format("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>%n", WIDTH, HEIGHT));
        text("title", LEFT, 28, title());
        text("soft", LEFT, 48, subtitle());
        panels();
        return svg.append("</svg>\n").toString();
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
        text("soft middle", (LEFT + RIGHT) / 2, HEIGHT - 18, "seconds since the first person came; shaded: measured");
    }

    private String title() {
        Settings settings = report.settings();
        return settings.people() + " people in " + settings.documents() + (settings.documents() == 1
                ? " document"
                : " documents") + ", " + number(settings.rate()) + " edits a second each";
    }

    private String subtitle() {
        return "Measured: " + number(report.edits().perSecond()) + " edits/s, saved within "
                + Progress.millis(report.saved().p50Millis()) + " (50 %) and "
                + Progress.millis(report.saved().p99Millis()) + " (99 %), seen by others within "
                + Progress.millis(report.seen().p50Millis()) + " and "
                + Progress.millis(report.seen().p99Millis());
    }

    private void panel(String label, Axis axis, List<Line> lines) {
        band(axis);
        text("soft", LEFT, axis.top() - 8, label);
        marks(axis).forEach(mark -> grid(axis, mark));
        double step = step(Math.max(1, seconds.size()));
        for (double at = 0; at <= seconds.size(); at += step) {
            text("soft middle", x(at), axis.bottom() + 16, number(at));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(axis, lines.get(i));
            int y = axis.top() + 10 + 20 * i;
            svg.append(
                    String.format(Locale.ROOT, "<polyline class=\"%s\" points=\"%d,%d %d,%d\"/>%n", lines.get(i).look(),
                            RIGHT + 16, y, RIGHT + 44, y));
            text("", RIGHT + 52, y + 4, lines.get(i).name());
        }
    }

    private void band(Axis axis) {
        int first = seconds.stream().filter(second -> second.phase() == Phase.MEASURING).mapToInt(Second::second).min()
                .orElse(1) - 1;
        int last = seconds.stream().filter(second -> second.phase() == Phase.MEASURING).mapToInt(Second::second).max()
                .orElse(0);
        if (last > first) {
            svg.append(String.format(Locale.ROOT,
                    "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                    x(first), axis.top(), x(last) - x(first), axis.bottom() - axis.top()));
        }
    }

    private void grid(Axis axis, double mark) {
        double y = axis.y(mark);
        svg.append(
                String.format(Locale.ROOT, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n", LEFT,
                        RIGHT, y, y));
        text("soft end", LEFT - 8, y + 4, number(mark));
    }

    /** Broken where there is no value. */
    private void line(Axis axis, Line line) {
        List<String> points = new ArrayList<>();
        for (Second second : seconds) {
            Double value = line.value().apply(second);
            if (value == null) {
                polyline(line, points);
            } else {
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(second.second() - 0.5), axis.y(value)));
            }
        }
        polyline(line, points);
    }

    private void polyline(Line line, List<String> points) {
        if (!points.isEmpty()) {
            svg.append("<polyline class=\"").append(line.look()).append("\" points=\"")
                    .append(String.join(" ", points)).append("\"/>\n");
        }
        points.clear();
    }

    private void text(String look, double x, double y, String text) {
        svg.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", look, x, y,
                escaped(text)));
    }

    private double x(double second) {
        return LEFT + second * (RIGHT - LEFT) / Math.max(1, seconds.size());
    }

    private Axis rates(int top, int bottom, List<Line> lines) {
        double most = values(lines).reduce(1.0, Math::max);
        double step = step(most);
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
        double step = step(axis.max()) * 2;
        for (double mark = axis.min(); mark <= axis.max() * 1.001; mark = axis.log() ? mark * 10 : mark + step) {
            marks.add(mark);
        }
        return marks;
    }

    /** 1, 2 or 5 times a power of ten, at most ten of which make {@code length}. */
    private static double step(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length / TICKS_MAX)));
        for (int factor : TICK_STEPS) {
            if (factor * power * TICKS_MAX >= length) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** To three digits at most, but whole numbers in full. */
    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
