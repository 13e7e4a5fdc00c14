package io.cowrite.bench;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Tables and pictures of what grows: what is told stands where it belongs. */
class GrowthChartTests {

    private static final double NONE = Double.NaN;
    private static final List<GrowthTable.Quantity> QUANTITIES = List.of(
            new GrowthTable.Quantity("CPU <a|b> & c", "µs"),
            new GrowthTable.Quantity("99 %", "ms"));

    private final GrowthTable table = new GrowthTable("Fish & <chips>", "people", QUANTITIES,
            List.of(row(1, 40, 3), row(10, 400, NONE), row(100, 4_000, 12.345), row(1_000_000, 40_000, 0.5)));

    @Test
    void equalFactorsOfSizeAreEquallyFarApart() {
        LogScale scale = LogScale.ofSizes(100, 400, List.of(1L, 10L, 1_000L));
        assertThat(scale.at(1)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(10)).isCloseTo(200, within(1e-9));
        assertThat(scale.at(1_000)).isCloseTo(400, within(1e-9));
    }

    @Test
    void zeroStandsBeforeTheSmallest() {
        LogScale scale = LogScale.ofSizes(0, 100, List.of(0L, 10L, 1_000L));
        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(10)).isCloseTo(20, within(1e-9));
        assertThat(scale.at(1_000)).isCloseTo(100, within(1e-9));
    }

    @Test
    void oneSizeAloneHasAPlace() {
        assertThat(LogScale.ofSizes(0, 100, List.of(7L)).at(7)).isZero();
        assertThat(LogScale.ofSizes(0, 100, List.of(0L)).at(0)).isZero();
    }

    @Test
    void valuesLieBetweenMarks() {
        LogScale scale = LogScale.ofValues(200, 0, List.of(3.5, 0.0, 170.0));
        assertThat(scale.least()).isCloseTo(2, within(1e-9));
        assertThat(scale.most()).isCloseTo(200, within(1e-9));
        assertThat(scale.at(2)).isCloseTo(200, within(1e-9));
        assertThat(scale.at(20)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(0)).as("what cannot be drawn stands at the end").isEqualTo(scale.at(2));
        assertThat(scale.marks()).usingElementComparator(GrowthChartTests::nearly)
                .containsExactly(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0);
    }

    @Test
    void whatHardlyDiffersIsNotMagnified() {
        LogScale scale = LogScale.ofValues(200, 0, List.of(10.0, 10.4));
        assertThat(scale.least()).isCloseTo(10, within(1e-9));
        assertThat(scale.most()).isCloseTo(100, within(1e-6));
    }

    @Test
    void manyPowersOfTenAreMarkedAlone() {
        assertThat(LogScale.ofValues(200, 0, List.of(0.5, 1_000.0)).marks())
                .usingElementComparator(GrowthChartTests::nearly)
                .containsExactly(1.0, 10.0, 100.0, 1_000.0);
    }

    @Test
    void aPowerOfTenIsItsOwnMark() {
        for (int power = -4; power <= 7; power++) {
            double value = Math.pow(10, power);
            assertThat(LogScale.ofValues(1, 0, List.of(value)).least()).as("%s", value).isCloseTo(value, within(1e-9));
            assertThat(LogScale.ofValues(1, 0, List.of(value, value * 10)).most()).as("%s", value)
                    .isCloseTo(value * 10, within(value / 1e6));
        }
    }

    @Test
    void everyValueIsDrawnAtItsSizeAndLabelled() throws Exception {
        Document svg = parsed(new GrowthChart(table).svg());
        List<Element> points = elements(svg, "circle");
        assertThat(points).hasSize(7);
        List<Double> across = points.subList(0, 4).stream().map(point -> number(point, "cx")).toList();
        double decade = across.get(1) - across.get(0);
        assertThat(across.get(2) - across.get(1)).isCloseTo(decade, within(0.2));
        assertThat(across.get(3) - across.get(2)).isCloseTo(4 * decade, within(0.4));
        List<Double> up = points.subList(0, 4).stream().map(point -> number(point, "cy")).toList();
        assertThat(up.get(0) - up.get(1)).as("ten times as much").isCloseTo(up.get(1) - up.get(2), within(0.2))
                .isPositive();
        assertThat(texts(svg)).contains("40", "400", "4,000", "40 k", "3", "12.3", "0.5", "1", "10", "100", "1 M",
                "people", "µs", "ms", "99 %");
    }

    @Test
    void noLabelCoversAnother() throws Exception {
        GrowthTable close = new GrowthTable("Close", "people",
                List.of(new GrowthTable.Quantity("a", "ms"), new GrowthTable.Quantity("b", "ms"),
                        new GrowthTable.Quantity("c", "ms")),
                List.of(row(1, 5, 5.01, 5.02)));
        List<Double> heights = elements(parsed(new GrowthChart(close).svg()), "text").stream()
                .filter(text -> text.getAttribute("class").contains("value"))
                .map(text -> number(text, "y"))
                .sorted()
                .toList();
        assertThat(heights).hasSize(3);
        assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(11.9);
        assertThat(heights.get(2) - heights.get(1)).isGreaterThanOrEqualTo(11.9);
    }

    @Test
    void itSaysWhatItIsToThoseWhoDoNotSeeIt() throws Exception {
        Element root = parsed(new GrowthChart(table).svg()).getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        Element title = elements(root.getOwnerDocument(), "title").getFirst();
        assertThat(title.getTextContent()).isEqualTo("Fish & <chips>");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo(title.getAttribute("id"));
    }

    @Test
    void nothingIsDrawnOutsideThePicture() throws Exception {
        Document svg = parsed(new GrowthChart(table).svg());
        double height = number(svg.getDocumentElement(), "height");
        assertThat(elements(svg, "text")).allSatisfy(text -> {
            assertThat(number(text, "x")).isBetween(0.0, number(svg.getDocumentElement(), "width"));
            assertThat(number(text, "y")).isBetween(10.0, height);
        });
    }

    @Test
    void aTableInMarkdown() {
        assertThat(table.markdown()).isEqualTo("""
                | people | CPU <a\\|b> & c (µs) | 99 % (ms) |
                |---|---|---|
                | 1 | 40 | 3 |
                | 10 | 400 |  |
                | 100 | 4,000 | 12.3 |
                | 1,000,000 | 40,000 | 0.5 |""");
    }

    @Test
    void aRowOfAnotherTableIsRefused() {
        assertThatThrownBy(() -> table.with(List.of(row(3, 1)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.with(List.of(row(-1, 1, 2)))).isInstanceOf(IllegalArgumentException.class);
    }

    private static int nearly(double left, double right) {
        return Math.abs(left - right) < 1e-9 * right ? 0 : Double.compare(left, right);
    }

    private static GrowthTable.Row row(long size, double... values) {
        List<Double> all = new ArrayList<>();
        for (double value : values) {
            all.add(value);
        }
        return new GrowthTable.Row(size, all);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
    }

    private static Set<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).collect(Collectors.toSet());
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
