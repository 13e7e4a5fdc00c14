package io.cowrite.bench;

import io.cowrite.load.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was measured while something grew.
 *
 * @param title what grows, and under which load
 * @param grows what sizes are of
 */
record GrowthTable(String title, String grows, List<Quantity> quantities, List<Row> rows) {

    /** What is measured at each size. Those of one unit are drawn together. */
    record Quantity(String name, String unit) {}

    /**
     * What came of one size, which may be 0.
     *
     * @param values as many as there are quantities, in their order; NaN: none
     */
    record Row(long size, List<Double> values) {

        Row {
            values = List.copyOf(values);
        }
    }

    GrowthTable {
        quantities = List.copyOf(quantities);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.size() < 0 || row.values().size() != quantities.size()) {
                throw new IllegalArgumentException("not a row of this table: " + row);
            }
        }
    }

    GrowthTable with(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        return new GrowthTable(title, grows, quantities, all);
    }

    /** Of all quantities, in their order, each once. */
    List<String> units() {
        return quantities.stream().map(Quantity::unit).distinct().toList();
    }

    String markdown() {
        List<String> names = new ArrayList<>(List.of(grows));
        quantities.forEach(quantity -> names.add(quantity.name() + " (" + quantity.unit() + ")"));
        List<String> lines = new ArrayList<>(List.of(line(names), "|---".repeat(names.size()) + "|"));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(Svg.number((double) row.size())));
            row.values().forEach(value -> cells.add(Double.isNaN(value) ? "" : Svg.number(value)));
            lines.add(line(cells));
        }
        return String.join("\n", lines);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
