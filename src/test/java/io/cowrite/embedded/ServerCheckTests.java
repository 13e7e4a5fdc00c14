package io.cowrite.embedded;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.cowrite.embedded.Clusters.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServerCheckTests {

    @Test
    void aServerOlderThanFifteenIsRefused() {
        assertThatExceptionOfType(PostgresException.class)
                .isThrownBy(() -> ServerCheck.checkVersion(14, "jdbc:postgresql://old/x"))
                .withMessage(
                        "Cowrite needs PostgreSQL 15 or newer; the server at jdbc:postgresql://old/x is version 14.");
        assertThatCode(() -> ServerCheck.checkVersion(15, "")).doesNotThrowAnyException();
    }

    @Test
    void settingsThatMayLoseCommitsAreNamed(@TempDir Path parent) throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Clusters.directoryWithBinaries(parent))) {
            try (Connection connection = Clusters.connect(postgres)) {
                assertThat(ServerCheck.switchedOff(connection)).isEmpty();
                execute(connection, "set synchronous_commit = off");
                assertThat(ServerCheck.switchedOff(connection)).containsExactly("synchronous_commit");
            }
            try (Connection admin = Clusters.connectAsAdmin(postgres)) {
                execute(admin, "alter system set fsync = off");
                execute(admin, "alter system set full_page_writes = off");
            }
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(parent.resolve("data"));
                Connection connection = Clusters.connect(postgres)) {
            assertThat(ServerCheck.switchedOff(connection)).containsExactly("fsync", "full_page_writes");
        }
    }

    @Test
    void aServerThatCannotBeReachedEndsInOneSentence() {
        try (HikariDataSource nowhere = new HikariDataSource()) {
            nowhere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/x");
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> ServerCheck.check(nowhere))
                    .withMessageContaining("Cowrite cannot use its PostgreSQL")
                    .withMessageContaining("127.0.0.1:1");
        }
    }
}
