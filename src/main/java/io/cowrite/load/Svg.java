package io.cowrite.load;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** A drawing as SVG, of shapes that have a look by name: {@code a} to {@code d} are colours. They suit light and dark. */
public final class Svg {

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
            .wide { stroke-width: 5; opacity: 0.45; }
            .dashed { stroke-dasharray: 5 3; } circle { fill: var(--paper); stroke-width: 1.8; }
            circle.dashed { stroke-dasharray: none; }
            .value { font-size: 11px; stroke: var(--paper); stroke-width: 3; paint-order: stroke; }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();

    /** A plain ground of {@code width} by {@code height} pixels; {@code title} is what is read aloud. */
    public Svg(int width, int height, String title) {
        add(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"t\">",
                width, height, width, height));
        add(String.format(Locale.ROOT, "<title id=\"t\">%s</title>", escaped(title)));
        svg.append(STYLE);
        rectangle("paper", 0, 0, width, height);
    }

    /** {@code x} and {@code y} are of the upper left corner. */
    public void rectangle(String look, double x, double y, double width, double height) {
        add(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                look, x, y, width, height));
    }

    public void line(String look, double fromX, double fromY, double toX, double toY) {
        add(String.format(Locale.ROOT, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", look,
                fromX, fromY, toX, toY));
    }

    public void circle(String look, double x, double y, double radius) {
        add(String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", look, x, y,
                radius));
    }

    /** Through points as {@link #point} writes them; none: nothing. */
    public void polyline(String look, List<String> points) {
        if (!points.isEmpty()) {
            add(String.format(Locale.ROOT, "<polyline class=\"%s\" points=\"%s\"/>", look, String.join(" ", points)));
        }
    }

    public static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    /** {@code y} is where the letters stand. */
    public void text(String look, double x, double y, String text) {
        add(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", look, x, y,
                escaped(text)));
    }

    /** The whole of it. */
    public String done() {
        return svg + "</svg>\n";
    }

    /** 1, 2 or 5 times a power of ten, at most ten of which make {@code length}. */
    static double step(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length / TICKS_MAX)));
        for (int factor : TICK_STEPS) {
            if (factor * power * TICKS_MAX >= length) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** To three digits at most, but whole numbers in full. */
    public static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
