package io.cowrite.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where the data source leads, and that the server there is one that Cowrite may trust. */
@Configuration(proxyBeanMethods = false)
class EmbeddedConfiguration {

    static final String DATA_DIRECTORY = "${cowrite.data-dir:cowrite-data}";

    /** Checked before the first migration, hence before anything is stored. */
    @Bean
    FlywayMigrationStrategy checkThenMigrate(JdbcConnectionDetails server, ObjectProvider<EmbeddedPostgres> own,
            @Value("${cowrite.postgres-wait:1d}") Duration patience, Environment environment) {
        return flyway -> {
            if (own.getIfAvailable() == null) {
                new PostgresWait(server).untilItAnswers(patience, environment);
            }
            ServerCheck.check(flyway.getConfiguration().getDataSource());
            flyway.migrate();
        };
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoServerNamed.class)
    static class Embedded {

        /** Outlives the pool, which depends on the connection details. */
        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres(
                @Value(DATA_DIRECTORY) String dataDirectory, ObjectProvider<EarlyPostgres.Starting> early) {
            EarlyPostgres.Starting starting = early.getIfAvailable();
            return starting == null ? EmbeddedPostgres.start(Path.of(dataDirectory)) : starting.await();
        }

        @Bean
        JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgres postgres) {
            return new EmbeddedConnectionDetails(postgres.access());
        }
    }

    private record EmbeddedConnectionDetails(Access access) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return Access.USER;
        }

        @Override
        public String getPassword() {
            return access.password();
        }

        @Override
        public String getJdbcUrl() {
            return access.url(Access.DATABASE);
        }
    }

    /** Nobody named a server of their own. */
    static class NoServerNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isServerNamed(context.getEnvironment());
        }
    }

    static boolean isServerNamed(Environment environment) {
        return !environment.getProperty("spring.datasource.url", "").isBlank();
    }

}
