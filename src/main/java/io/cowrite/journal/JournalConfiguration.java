package io.cowrite.journal;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JournalProperties.class)
class JournalConfiguration {

    @Bean
    PostgresJournal journal(JdbcConnectionDetails database, JournalProperties properties) {
        DatabaseAddress address = new DatabaseAddress(database.getJdbcUrl(), database.getUsername(),
                database.getPassword());
        return PostgresJournal.open(address, properties);
    }

    /** Of the health: the status alone. The component is named {@code journal}. */
    @Bean
    HealthIndicator journalHealthIndicator(PostgresJournal journal) {
        return () -> (journal.works() ? Health.up() : Health.down()).build();
    }
}
