package io.cowrite.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/** The page's client under faults, before the real service; what goes wrong is in {@code frontend/faults}. */
@DisabledIfSystemProperty(named = "cowrite.skip.frontend", matches = "true", disabledReason = "there is no page")
class FaultsTests {

    private static final long MINUTES_MAX = 20;

    @Test
    void nothingIsLostOrDoubledByTheClientOfThePage() throws IOException, InterruptedException {
        Path log = Path.of("target", "browser", "faults.log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder("node", "faults/run.mjs").directory(Path.of("frontend").toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("COWRITE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("COWRITE_CLASSPATH", System.getProperty("java.class.path"));
        Process rounds = builder.start();
        boolean ended = rounds.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        if (!ended) {
            rounds.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(ended).as("ended in %d minutes, having said%n%s", MINUTES_MAX, said).isTrue();
        assertThat(rounds.exitValue()).as("what the run said:%n%s", said).isZero();
        assertThat(said).contains("tokens told saved");
    }
}
