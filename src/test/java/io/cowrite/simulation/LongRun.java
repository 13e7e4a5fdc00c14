package io.cowrite.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Sessions of ever new seeds, told in a file to which later runs append, from the next seed on. */
public final class LongRun {

    private static final long CHUNK = 10_000;

    private final Path file;

    public LongRun(Path file) {
        this.file = file;
    }

    /**
     * Runs at least so many sessions.
     *
     * @param commit what is run, as it will be found in the file
     * @return whether all of them were right
     */
    public boolean run(long sessions, int threads, String commit) throws IOException, InterruptedException {
        for (long done = 0; done < sessions; done += CHUNK) {
            long first = nextSeed();
            long begun = System.nanoTime();
            Campaign campaign = Campaign.run(first, CHUNK, threads);
            for (Session.End failed : campaign.failed()) {
                System.out.println("seed " + failed.scenario().seed() + " failed: " + failed.failure() + "\n"
                        + Shrinking.of(failed).scenario());
            }
            if (!campaign.failed().isEmpty()) {
                return false;
            }
            append("%d %d %s %s %ds trace %016x: %s".formatted(first, first + CHUNK - 1, commit,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS), (System.nanoTime() - begun) / 1_000_000_000,
                    campaign.trace(), campaign.tally()));
        }
        return true;
    }

    /** What stands in the file, summed up. */
    public String sum() throws IOException {
        Tally all = new Tally();
        long sessions = 0;
        for (String line : lines()) {
            String[] seeds = line.split(" ", 3);
            sessions += Long.parseLong(seeds[1]) - Long.parseLong(seeds[0]) + 1;
            all.addAll(Tally.parse(line.substring(line.indexOf(": ") + 2)));
        }
        return "%,d sessions: %s".formatted(sessions, all);
    }

    private long nextSeed() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? 0 : Long.parseLong(lines.getLast().split(" ", 3)[1]) + 1;
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(line);
    }
}
