package io.cowrite.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How cost grows, as a table in Markdown and a picture for each of what may grow.
 *
 * <p>Arguments: {@code dimensions=documents,people,readers,size,history,stored}, {@code sizes=<of one dimension>} in growing
 * order, {@code seconds=10} of each, {@code warm=20} seconds that a service is typed in before, {@code starts=3} of each
 * number of stored documents, {@code pictures=target/growth}, a directory, and those of {@link RunningService}.
 */
final class Growth {

    private Growth() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        List<String> names = list(options.text("dimensions", "documents,people,readers,size,history,stored"));
        if (names.size() > 1 && options.text("sizes").isPresent()) {
            throw new IllegalArgumentException("sizes are of one dimension");
        }
        Path pictures = Files.createDirectories(Path.of(options.text("pictures", "target/growth")));
        for (String name : names) {
            long start = System.nanoTime();
            GrowthDimension dimension = dimension(name);
            List<Long> sizes = list(options.text("sizes", dimension.sizes())).stream().map(Long::valueOf).toList();
            GrowthTable table = dimension.table().with(dimension.measure(options, sizes));
            Path picture = pictures.resolve(name + ".svg");
            Files.writeString(picture, new GrowthChart(table).svg());
            Figures.say("%n## %s%n%n%s%n%n%s after %.0f s; %s%n", table.title(), table.markdown(), picture,
                    (System.nanoTime() - start) / 1e9, Figures.load());
        }
    }

    private static GrowthDimension dimension(String name) {
        return switch (name) {
            case "documents" -> TypingGrowth.documents();
            case "people" -> TypingGrowth.people();
            case "readers" -> TypingGrowth.readers();
            case "size" -> new SizeGrowth();
            case "history" -> new HistoryGrowth();
            case "stored" -> new StoredGrowth();
            default -> throw new IllegalArgumentException("nothing grows that is called " + name);
        };
    }

    private static List<String> list(String commaSeparated) {
        return Stream.of(commaSeparated.split(",", -1)).toList();
    }
}
