package io.cowrite.load;

import io.cowrite.Cowrite;
import io.cowrite.embedded.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that lets few in. */
@Timeout(300)
class LoadLimitsTests {

    private static final String ORIGIN = "https://docs.example.org";

    @TempDir
    private Path directory;

    private final TestPostgres.Database database = TestPostgres.migrated();

    private record Outcome(int code, String said) {}

    @Test
    void whatKeepsPeopleOutIsToldByItsSetting() {
        try (ConfigurableApplicationContext service = start("--cowrite.origins=" + ORIGIN,
                "--cowrite.limits.sockets-per-address=3")) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            Outcome outside = run(port, "--people=1");
            assertThat(outside.said()).contains("cowrite.origins", "--origin");
            assertThat(outside.code()).isEqualTo(2);

            Outcome crowded = run(port, "--people=5", "--origin=" + ORIGIN);
            assertThat(crowded.said()).contains("people came in", "cowrite.limits.sockets-per-address");
            assertThat(crowded.code()).isEqualTo(2);

            Outcome fitting = run(port, "--people=3", "--origin=" + ORIGIN);
            assertThat(fitting.code()).as(fitting.said()).isZero();
        }
        try (ConfigurableApplicationContext service = start("--cowrite.guests=false")) {
            Outcome closed = run(service.getEnvironment().getRequiredProperty("local.server.port"), "--people=1");
            assertThat(closed.said()).contains("cowrite.guests");
            assertThat(closed.code()).isEqualTo(2);
        }
    }

    private Outcome run(String port, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--load-test=http://localhost:" + port, "--ramp=0", "--warm-up=0", "--seconds=1",
                "--out=" + directory.resolve("load")));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = new LoadTest(out, out, new MachineTicks(), Clock.systemUTC())
                .start(arguments.toArray(String[]::new));
        return new Outcome(code, said.toString(StandardCharsets.UTF_8));
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(List.of("--server.port=0", "--management.server.port=0",
                "--spring.datasource.url=" + database.url(), "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        return SpringApplication.run(Cowrite.class, arguments.toArray(String[]::new));
    }
}
