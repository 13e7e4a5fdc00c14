package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the tests of the embedded server share. */
final class Clusters {

    private Clusters() {}

    /** A data directory in {@code parent} where nothing needs to be unpacked. */
    static Path directoryWithBinaries(Path parent) throws IOException {
        Path shared = Files.createDirectories(Path.of("target", "test-binaries"));
        Path binaries = Binaries.unpacked(shared).directory().toRealPath();
        Path directory = Files.createDirectory(parent.resolve("data"));
        Files.createSymbolicLink(directory.resolve(binaries.getFileName()), binaries);
        return directory;
    }

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        Access access = postgres.access();
        return DriverManager.getConnection(access.url(Access.DATABASE), Access.USER, access.password());
    }

    static Connection connectAsAdmin(EmbeddedPostgres postgres) throws SQLException {
        Access access = postgres.access();
        return DriverManager.getConnection(access.url("postgres"), Access.ADMIN, access.adminPassword());
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres)) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres)) {
            return ask(connection, sql);
        }
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
