package io.cowrite.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulation can fail: each of these mistakes is found. The table is written to {@code target/seeded-bugs.md}. For
 * medians, and those that take longer: {@code -Dcowrite.bugs.hunts=5 -Dcowrite.bugs.sessions=20000 -Dcowrite.bugs.all=true}.
 */
class SeededBugsTests {

    private static final int HUNTS = Integer.getInteger("cowrite.bugs.hunts", 1);
    private static final long SESSIONS = Long.getLong("cowrite.bugs.sessions", 1_200);
    private static final long APART = 1_000_000;

    @Test
    void eachIsFound(@TempDir Path directory) throws Exception {
        List<String> alive = new ArrayList<>();
        StringBuilder table = new StringBuilder("| mistake | in | sessions to find it, median of " + HUNTS
                + " | ring | what was noticed |\n|---|---|---|---|---|\n");
        List<Mutant> hunted = new ArrayList<>(SeededBugs.SOON);
        hunted.addAll(Boolean.getBoolean("cowrite.bugs.all") ? SeededBugs.LATER : List.of());
        for (Mutant mutant : hunted) {
            Found found = hunt(mutant, Files.createTempDirectory(directory, "bug"));
            if (found.median() == null && SeededBugs.SOON.contains(mutant)) {
                alive.add(mutant.name());
            }
            table.append("| %s | `%s` | %s | 2 | %s |%n".formatted(mutant.name(),
                    Path.of(mutant.file()).getFileName(), found.median() == null ? "over " + SESSIONS : found.median(),
                    found.noticed()));
            Files.writeString(Path.of("target/seeded-bugs.md"), table);
        }
        assertThat(alive).as("not found in %d sessions", SESSIONS).isEmpty();
    }

    private record Found(@Nullable Long median, String noticed) {}

    private static Found hunt(Mutant mutant, Path directory) throws Exception {
        List<Long> sessions = new ArrayList<>();
        String noticed = "";
        for (int hunt = 0; hunt < HUNTS; hunt++) {
            MutantCode code = new MutantCode(mutant, Files.createTempDirectory(directory, "hunt"));
            Object[] found = code.find((1 + hunt) * APART, SESSIONS);
            sessions.add(found == null ? Long.MAX_VALUE : (Long) found[0]);
            noticed = found == null ? noticed : shortened((String) found[1]);
        }
        Collections.sort(sessions);
        Long median = sessions.get(HUNTS / 2);
        System.out.println(String.format(Locale.ROOT, "%s: %s: %s", mutant.name(), sessions, noticed));
        return new Found(median == Long.MAX_VALUE ? null : median, noticed);
    }

    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("").replace("|", "\\|");
        int end = Math.min(90, line.length());
        int whole = end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        return whole < line.length() ? line.substring(0, whole) + "…" : line;
    }

    @Test
    void nothingIsFoundWithoutAMistake(@TempDir Path directory) throws Exception {
        Mutant none = Mutant.in("main/java/io/cowrite/room/Walk.java", "none", "record Walk(", "record  Walk(");
        assertThat(new MutantCode(none, directory).find(APART, 100)).isNull();
    }
}
