package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(context -> context.getBeanFactory()
                    .setConversionService(ApplicationConversionService.getSharedInstance()))
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
            .withUserConfiguration(EmbeddedConfiguration.class);

    @Test
    void withoutAServerNamedOurOwnIsStartedAndStoppedAfterThePool(@TempDir Path parent) throws IOException {
        Path data = Clusters.directoryWithBinaries(parent);
        EmbeddedPostgres[] started = new EmbeddedPostgres[1];
        runner.withPropertyValues("cowrite.data-dir=" + data).run(context -> {
            assertThat(context).hasNotFailed();
            started[0] = context.getBean(EmbeddedPostgres.class);
            try (var connection = context.getBean(DataSource.class).getConnection()) {
                assertThat(connection.getMetaData().getURL()).contains(":" + started[0].access().port() + "/");
            }
        });
        assertThat(new PidFile(data.resolve(Cluster.HOME).resolve("cluster")).pid()).isEmpty();
    }

    @Test
    void whatWasStartedEarlyIsUsedAndStoppedAfterThePool(@TempDir Path parent) throws IOException {
        Path data = Clusters.directoryWithBinaries(parent);
        runner.withInitializer(new EarlyPostgres()).withPropertyValues("cowrite.data-dir=" + data).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(EmbeddedPostgres.class))
                    .isSameAs(context.getBean(EarlyPostgres.Starting.class).await());
            context.getBean(DataSource.class).getConnection().close();
        });
        assertThat(new PidFile(data.resolve(Cluster.HOME).resolve("cluster")).pid()).isEmpty();
    }

    @Test
    void whatWasStartedEarlyEndsWithAStartThatFailsBeforeItIsNeeded(@TempDir Path parent) throws IOException {
        Path data = Clusters.directoryWithBinaries(parent);
        new ApplicationContextRunner()
                .withInitializer(new EarlyPostgres())
                .withPropertyValues("cowrite.data-dir=" + data)
                .withBean("broken", Object.class, () -> {
                    throw new IllegalStateException("scripted");
                })
                .run(context -> assertThat(context).hasFailed());
        Path cluster = data.resolve(Cluster.HOME).resolve("cluster");
        assertThat(cluster).as("it was started").isDirectory();
        assertThat(new PidFile(cluster).pid()).isEmpty();
    }

    @Test
    void whyItCannotBeStartedEarlyIsToldInItsSentence(@TempDir Path parent) throws IOException {
        Path taken = Files.createFile(parent.resolve("file"));
        runner.withInitializer(new EarlyPostgres()).withPropertyValues("cowrite.data-dir=" + taken).run(context -> {
            var analysis = new PostgresFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(Objects.requireNonNull(analysis).getDescription())
                    .startsWith("The data directory " + taken + " cannot be used");
        });
    }

    @Test
    void aServerNamedIsUsedAndNoneStarted(@TempDir Path data) {
        TestPostgres.Database named = TestPostgres.empty();
        runner.withInitializer(new EarlyPostgres()).withPropertyValues("cowrite.data-dir=" + data,
                "spring.datasource.url=" + named.url(),
                "spring.datasource.username=" + named.user(), "spring.datasource.password=" + named.password())
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedPostgres.class);
                    assertThat(data).isEmptyDirectory();
                });
    }

    @Test
    void aFailureIsToldInItsSentence(@TempDir Path data) {
        runner.withPropertyValues("cowrite.data-dir=" + data, "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x")
                .withPropertyValues("cowrite.postgres-wait=0")
                .run(context -> {
                    var analysis = new PostgresFailureAnalyzer()
                            .analyze(Objects.requireNonNull(context.getStartupFailure()));
                    assertThat(Objects.requireNonNull(analysis).getDescription())
                            .startsWith("Cowrite cannot reach its PostgreSQL: Connection to 127.0.0.1:1 refused");
                });
    }
}
