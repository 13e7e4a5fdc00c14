package io.cowrite.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mistake: in {@code file}, below the sources' root, each of {@code changes} is made, whose first text stands there
 * exactly once.
 *
 * @param name what is wrong, in a few words
 * @param file below {@code src/}, such as {@code main/java/io/cowrite/room/Walk.java}
 */
record Mutant(String name, String file, List<Change> changes) {

    private static final Path SOURCES = Path.of("src");

    /** {@code wrong} in the place of {@code right}. */
    record Change(String right, String wrong) {}

    static Mutant in(String file, String name, String right, String wrong) {
        return new Mutant(name, file, List.of(new Change(right, wrong)));
    }

    Mutant and(String right, String wrong) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(right, wrong));
        return new Mutant(name, file, List.copyOf(more));
    }

    /** Writes the file with the mistake into {@code directory}. */
    Path write(Path directory) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        for (Change change : changes) {
            int found = source.split(Pattern.quote(change.right), -1).length - 1;
            if (found != 1) {
                throw new IllegalStateException("\"" + change.right + "\" stands " + found + " times in " + file
                        + ": bring the mutant up to date");
            }
            source = source.replace(change.right, change.wrong);
        }
        Path target = directory.resolve(Path.of(file).getFileName());
        Files.writeString(target, source);
        return target;
    }
}
