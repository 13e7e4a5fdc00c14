package io.cowrite.bench;

import io.cowrite.nemesis.Outages;
import io.cowrite.nemesis.Rounds;
import java.nio.file.Path;
import java.util.Optional;

/** Services and PostgreSQL killed, frozen and cut off under writers; docs/RELIABILITY.md. Measures nothing but what holds. */
final class Nemesis {

    private Nemesis() {}

    public static void main(String... arguments) throws Exception {
        Options options = Options.of(arguments);
        Optional<String> outage = options.text("outage");
        if (outage.isPresent()) {
            boolean healed = Outages.valueOf(outage.get()).run(Path.of(options.text("file", "target/outages.txt")),
                    Path.of(options.text("data", "target")), options.text("commit", "unknown"),
                    options.text("prepared").map(Path::of).orElse(null), options.number("seconds", 60));
            System.exit(healed ? 0 : 1);
        }
        Rounds rounds = new Rounds(Path.of(options.text("file", "target/nemesis.txt")),
                Path.of(options.text("data", "target")), options.text("commit", "unknown"),
                options.text("prepared").map(Path::of).orElse(null), options.number("services", 2));
        boolean right = rounds.run(options.number("minutes", 10), options.text("faults", ""),
                new Rounds.Size(options.number("seconds", 120), options.number("documents", 4),
                        options.number("bare", 8), options.number("real", 2), options.number("pause", 3_000)))
                .isEmpty();
        System.out.println(rounds.sum());
        System.exit(right ? 0 : 1);
    }
}
