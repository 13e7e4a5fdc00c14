package io.cowrite.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people at two real browsers, before the real service; the scenarios are in {@code frontend/browser}. */
@DisabledIfSystemProperty(named = "cowrite.skip.frontend", matches = "true", disabledReason = "there is no page")
class BrowserTests {

    private static final long MINUTES_MAX = 40;

    @Test
    void everyScenarioOfTheBrowserTestsHolds() throws IOException, InterruptedException {
        Path log = Path.of("target", "browser", "scenarios.log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder("node", "browser/run.mjs").directory(Path.of("frontend").toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("COWRITE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("COWRITE_CLASSPATH", System.getProperty("java.class.path"));
        Process scenarios = builder.start();
        boolean ended = scenarios.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        if (!ended) {
            scenarios.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(ended).as("ended in %d minutes, having said%n%s", MINUTES_MAX, said).isTrue();
        assertThat(scenarios.exitValue()).as("what the scenarios said:%n%s", said).isZero();
        assertThat(said).contains("✓ nothing is lost when the service is killed and comes back");
    }
}
