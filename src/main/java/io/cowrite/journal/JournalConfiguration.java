package io.cowrite.journal;

import io.cowrite.observability.CompactionMeter;
import io.cowrite.observability.Gauges;
import io.cowrite.observability.JournalMeter;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JournalProperties.class, CompactionProperties.class})
class JournalConfiguration {

    @Bean
    PostgresJournal journal(JdbcConnectionDetails database, JournalProperties properties, JournalMeter meter,
            Gauges gauges) {
        DatabaseAddress address = new DatabaseAddress(database.getJdbcUrl(), database.getUsername(),
                database.getPassword());
        PostgresJournal journal = PostgresJournal.open(address, properties, meter);
        gauges.add("cowrite.journal.works", "", "1 while appends are being committed, as far as is known, else 0",
                () -> journal.works() ? 1 : 0);
        return journal;
    }

    @Bean
    Compaction compaction(PostgresJournal journal, DataSource connections, CompactionProperties properties,
            CompactionMeter meter) {
        return new Compaction(connections, journal.written(), properties, meter);
    }

    /** Of the health: the status alone. The component is named {@code journal}. */
    @Bean
    HealthIndicator journalHealthIndicator(PostgresJournal journal) {
        return () -> (journal.works() ? Health.up() : Health.down()).build();
    }
}
