package io.cowrite.journal;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.observability.CompactionMeter;
import io.cowrite.observability.Gauges;
import io.cowrite.observability.JournalMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JournalConfigurationTests {

    private final TestPostgres.Database database = TestPostgres.migrated();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withUserConfiguration(JournalConfiguration.class)
            .withBean(JournalMeter.class, () -> JournalMeter.NONE)
            .withBean(CompactionMeter.class, () -> new CompactionMeter(new SimpleMeterRegistry()))
            .withBean(Gauges.class, () -> new Gauges(new SimpleMeterRegistry()))
            .withPropertyValues(
                    "spring.datasource.url=" + database.url(),
                    "spring.datasource.username=" + database.user(),
                    "spring.datasource.password=" + database.password());

    @Test
    void theJournalWorksOnTheApplicationsDatabaseAndItsHealthSaysSo() {
        runner.run(context -> {
            HealthIndicator health = context.getBean("journalHealthIndicator", HealthIndicator.class);
            LogDatabase.await(() -> Status.UP.equals(statusOf(health)));
            assertThat(context.getBean(JournalProperties.class)).isEqualTo(JournalProperties.DEFAULTS);

            context.getBean(PostgresJournal.class).close();
            assertThat(statusOf(health)).isEqualTo(Status.DOWN);
            assertThat(Objects.requireNonNull(health.health(true)).getDetails()).isEmpty();
        });
    }

    @Test
    void limitsThatContradictEachOtherStopTheStart() {
        runner.withPropertyValues("cowrite.journal.lock-timeout=20s").run(context -> assertThat(context)
                .getFailure()
                .hasRootCauseMessage("cowrite.journal.socket-timeout must be longer than lock-timeout"));
    }

    private static Status statusOf(HealthIndicator health) {
        return Objects.requireNonNull(health.health(false)).getStatus();
    }
}
