package io.cowrite.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestPostgresTests {

    @Test
    void everyMigratedDatabaseHasTheTablesAndNoRows() throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = TestPostgres.migrated().dataSource().getConnection()) {
                assertThat(count(connection, "app_user")).isZero();
                connection.createStatement()
                        .execute("insert into app_user values (gen_random_uuid(), 'A', 'red', now())");
                assertThat(count(connection, "app_user")).isEqualTo(1);
            }
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
