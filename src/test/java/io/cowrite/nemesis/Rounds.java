package io.cowrite.nemesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Round after round of ever new seeds, told in a file to which later runs append, from the next seed on. */
public final class Rounds {

    private final Path file;
    private final Path directory;
    private final String commit;
    private final @Nullable Path prepared;
    private final int services;

    /**
     * @param directory where databases and histories lie
     * @param commit what runs, as it will be found in the file
     * @param prepared made by {@code --prepare}; null: the classes of this program
     */
    public Rounds(Path file, Path directory, String commit, @Nullable Path prepared, int services) {
        this.file = file;
        this.directory = directory;
        this.commit = commit;
        this.prepared = prepared;
        this.services = services;
    }

    /** How large rounds are. */
    public record Size(int seconds, int documents, int bareWriters, int realWriters, int pauseMillisMax) {}

    /**
     * Runs for at least so many minutes, or until something is wrong; what that is.
     *
     * @param faults names of {@link Fault}s with commas; blank: all that have a weight
     */
    public List<String> run(int minutes, String faults, Size size)
            throws IOException, InterruptedException, SQLException {
        List<Fault> some = faults(faults);
        long end = System.nanoTime() + minutes * 60_000_000_000L;
        Files.createDirectories(directory);
        Path place = Files.createTempDirectory(directory.toAbsolutePath(), "nemesis-");
        long seed = nextSeed();
        Tally tally = new Tally();
        try (Scene scene = Scene.set(place, prepared, services, List.of(), tally, seed)) {
            while (System.nanoTime() < end) {
                List<String> complaints = round(scene, seed, some, size, place);
                if (!complaints.isEmpty()) {
                    complaints.forEach(complaint -> System.out.println("wrong: " + complaint));
                    return complaints;
                }
                seed++;
            }
        }
        return List.of();
    }

    private List<String> round(Scene scene, long seed, List<Fault> faults, Size size, Path place)
            throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        String before = scene.tally().toString();
        List<String> complaints = Round.run(scene, new Round.Plan(new Random(seed).nextLong(), size.seconds(), faults,
                size.documents(), size.bareWriters(), size.realWriters(), size.pauseMillisMax()), place);
        append("%d %s %s %ds %d services %s: %s".formatted(seed, commit, Instant.now().truncatedTo(ChronoUnit.SECONDS),
                (System.nanoTime() - begun) / 1_000_000_000, services, complaints.isEmpty() ? "right" : "WRONG",
                difference(before, scene.tally().toString())));
        return complaints;
    }

    /** What has been counted since; of maxima, those of the whole run so far. */
    private static String difference(String before, String after) {
        Tally difference = new Tally();
        Tally old = new Tally();
        if (!before.isEmpty()) {
            old.addAll(before);
        }
        for (String part : after.split(", ", -1)) {
            String[] count = part.split(" ", 2);
            long more = Long.parseLong(count[0]) - (count[1].startsWith("most ") ? 0 : old.of(count[1]));
            if (more != 0) {
                difference.add(count[1], more);
            }
        }
        return difference.toString();
    }

    private static List<Fault> faults(String names) {
        return names.isBlank()
                ? Arrays.stream(Fault.values()).filter(fault -> fault.weight() > 0).toList()
                : Arrays.stream(names.split(",", -1)).map(Fault::valueOf).toList();
    }

    /** What stands in the file, summed up. */
    public String sum() throws IOException {
        Tally all = new Tally();
        List<String> lines = lines();
        for (String line : lines) {
            all.addAll(line.substring(line.indexOf(": ") + 2));
        }
        return "%,d rounds: %s".formatted(lines.size(), all);
    }

    private long nextSeed() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? 0 : Long.parseLong(lines.getLast().split(" ", 2)[0]) + 1;
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : List.of();
    }

    private void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(line);
    }
}
