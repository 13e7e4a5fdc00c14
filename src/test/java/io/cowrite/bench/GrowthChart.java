package io.cowrite.bench;

import io.cowrite.load.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A {@link GrowthTable} as SVG: a panel for each unit, both axes logarithmic, so that what grows in proportion is a line. */
final class GrowthChart {

    private static final int WIDTH = 900;
    private static final int LEFT = 76;
    private static final int RIGHT = 650;
    private static final int TOP = 76;
    private static final int PANEL = 190;
    private static final int BETWEEN = 66;
    private static final int LABEL_HEIGHT = 12;
    private static final int ABOVE = 7;
    private static final int BELOW = 16;
    private static final int INSET = 24;
    private static final double RADIUS = 3.2;
    private static final List<String> LOOKS = List.of("a", "d", "c dashed", "b dashed");

    private final GrowthTable table;
    private final LogScale sizes;
    private final int height;
    private final Svg svg;

    GrowthChart(GrowthTable table) {
        this.table = table;
        this.sizes = LogScale.ofSizes(LEFT + INSET, RIGHT - INSET,
                table.rows().stream().map(GrowthTable.Row::size).toList());
        this.height = TOP + table.units().size() * (PANEL + BETWEEN) + 6;
        this.svg = new Svg(WIDTH, height, table.title());
    }

    String svg() {
        svg.text("title", LEFT, 28, table.title());
        int top = TOP;
        for (String unit : table.units()) {
            panel(unit, top);
            top += PANEL + BETWEEN;
        }
        svg.text("soft middle", (LEFT + RIGHT) / 2.0, height - 12, table.grows());
        return svg.done();
    }

    private void panel(String unit, int top) {
        List<Integer> columns = columns(unit);
        List<Double> all = columns.stream().flatMap(column -> values(column).stream()).toList();
        LogScale scale = LogScale.ofValues(top + PANEL - BELOW, top, all);
        svg.text("soft", LEFT, top - 12, unit);
        for (double mark : scale.marks()) {
            svg.line("grid", LEFT, scale.at(mark), RIGHT, scale.at(mark));
            svg.text("soft end", LEFT - 8, scale.at(mark) + 4, shortened(mark));
        }
        for (GrowthTable.Row row : table.rows()) {
            double x = sizes.at((double) row.size());
            svg.line("grid", x, top + PANEL, x, top + PANEL + 5);
            svg.text("soft middle", x, top + PANEL + 19, shortened((double) row.size()));
        }
        for (int i = 0; i < columns.size(); i++) {
            line(columns.get(i), i, scale, top);
        }
        table.rows().forEach(row -> labels(row, columns, scale, top));
    }

    private void line(int column, int number, LogScale scale, int top) {
        String look = LOOKS.get(number % LOOKS.size());
        List<String> points = new ArrayList<>();
        for (GrowthTable.Row row : table.rows()) {
            double value = row.values().get(column);
            if (!Double.isNaN(value)) {
                points.add(Svg.point(sizes.at((double) row.size()), scale.at(value)));
            }
        }
        svg.polyline(look, points);
        for (GrowthTable.Row row : table.rows()) {
            double value = row.values().get(column);
            if (!Double.isNaN(value)) {
                svg.circle(look, sizes.at((double) row.size()), scale.at(value), RADIUS);
            }
        }
        int y = top + 10 + 20 * number;
        svg.polyline(look, List.of(Svg.point(RIGHT + 14, y), Svg.point(RIGHT + 38, y)));
        svg.text("", RIGHT + 46, y + 4, table.quantities().get(column).name());
    }

    /** Above their points; below them, or yet lower, where one would cover another. */
    private void labels(GrowthTable.Row row, List<Integer> columns, LogScale scale, int top) {
        List<Double> values = columns.stream().map(row.values()::get)
                .filter(value -> !Double.isNaN(value))
                .sorted(Comparator.reverseOrder())
                .toList();
        double free = top - LABEL_HEIGHT;
        for (double value : values) {
            double above = scale.at(value) - ABOVE;
            double y = above >= free ? above : Math.max(free, scale.at(value) + BELOW);
            svg.text("value middle", sizes.at((double) row.size()), y, shortened(value));
            free = y + LABEL_HEIGHT;
        }
    }

    private List<Integer> columns(String unit) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < table.quantities().size(); i++) {
            if (table.quantities().get(i).unit().equals(unit)) {
                columns.add(i);
            }
        }
        return columns;
    }

    private List<Double> values(int column) {
        return table.rows().stream().map(row -> row.values().get(column)).filter(value -> !Double.isNaN(value))
                .toList();
    }

    /** So that numbers do not cover each other: 12 k, 2 M, else to three digits. */
    static String shortened(double value) {
        if (value >= 1e6) {
            return Svg.number(Math.round(value / 1e4) / 1e2) + " M";
        }
        return value >= 1e4 ? Svg.number(Math.round(value / 1e2) / 1e1) + " k" : Svg.number(value);
    }
}
