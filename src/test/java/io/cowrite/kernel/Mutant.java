package io.cowrite.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A mistake in the kernel: in {@code file}, which says {@code right} exactly once, {@code wrong} stands instead.
 *
 * @param name what is wrong, in a few words
 */
record Mutant(String name, String file, String right, String wrong) {

    private static final Path KERNEL = Path.of("src/main/java/io/cowrite/kernel");

    /** Writes the file with the mistake into {@code directory}. */
    Path write(Path directory) throws IOException {
        String source = Files.readString(KERNEL.resolve(file));
        int found = source.split(Pattern.quote(right), -1).length - 1;
        if (found != 1) {
            throw new IllegalStateException(
                    "\"" + right + "\" stands " + found + " times in " + file + ": bring the mutant up to date");
        }
        Path target = directory.resolve(file);
        Files.writeString(target, source.replace(right, wrong));
        return target;
    }
}
