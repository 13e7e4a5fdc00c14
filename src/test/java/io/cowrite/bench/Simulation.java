package io.cowrite.bench;

import io.cowrite.simulation.LongRun;
import java.nio.file.Path;

/** Many sessions of the simulation; docs/RELIABILITY.md. Measures nothing but how much holds. */
final class Simulation {

    private Simulation() {}

    public static void main(String... arguments) throws Exception {
        System.setProperty("cowrite.crash.watched", "true"); // Before anything reaches a crash point.
        Options options = Options.of(arguments);
        LongRun run = new LongRun(Path.of(options.text("file", "target/simulation.txt")));
        boolean right = run.run(options.number("sessions", 100_000), options.number("threads", 2),
                options.text("commit", "unknown"));
        System.out.println(run.sum());
        System.exit(right ? 0 : 1);
    }
}
