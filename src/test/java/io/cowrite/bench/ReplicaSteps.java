package io.cowrite.bench;

import io.cowrite.simulation.ReplicaVectors;
import java.nio.file.Path;

/** Records the vectors of replicas anew; docs/RELIABILITY.md. Measures nothing. */
final class ReplicaSteps {

    private ReplicaSteps() {}

    public static void main(String... arguments) throws Exception {
        System.setProperty("cowrite.crash.watched", "true"); // Before anything reaches a crash point.
        Options options = Options.of(arguments);
        ReplicaVectors vectors = new ReplicaVectors();
        vectors.record(options.number("seed", 1), options.number("sessions", 300));
        System.out.println(vectors.write(
                Path.of(options.text("file", "src/test/resources/vectors/replica.json")),
                options.number("bytes", 250_000)));
    }
}
