package io.cowrite.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.cowrite.embedded.Clusters.ask;
import static io.cowrite.embedded.Clusters.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class EmbeddedPostgresTests {

    @TempDir
    static Path temporary;

    static Path data;

    @BeforeAll
    static void makeACluster() throws IOException {
        data = Clusters.directoryWithBinaries(temporary);
        EmbeddedPostgres.start(data).close();
    }

    @Test
    void aLaterStartKeepsRowsPasswordAndPort() throws SQLException {
        Access first;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            first = postgres.access();
            execute(postgres, "create table kept as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(postgres.access()).isEqualTo(first);
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"})
    void whatIsCommittedStays(String setting) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "show " + setting)).isEqualTo("on");
        }
    }

    @Test
    void onlyLoopbackAndOnlyAPasswordLetIn() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            try (Connection admin = Clusters.connectAsAdmin(postgres)) {
                assertThat(ask(admin, "show unix_socket_directories")).isEmpty();
            }
            assertThat(ask(postgres, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
            for (String user : List.of(Access.USER, Access.ADMIN)) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(
                                () -> DriverManager.getConnection(postgres.access().url(Access.DATABASE), user, "x"))
                        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            }
        }
    }

    @Test
    void secretsAreForTheirOwnerAlone() throws IOException {
        assumeThat(PrivateFiles.POSIX).isTrue();
        assertThat(rights(Cluster.HOME)).isEqualTo("rwx------");
        assertThat(rights(Cluster.HOME + "/cluster")).isEqualTo("rwx------");
        assertThat(rights(Cluster.HOME + "/access.properties")).isEqualTo("rw-------");
        assertThat(data.resolve(Cluster.HOME).resolve("admin-password")).doesNotExist();
    }

    private static String rights(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(path)));
    }

    @Test
    void aTakenPortIsReplacedAndTheNewOneKept() throws IOException, SQLException {
        int port;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            port = postgres.access().port();
        }
        int moved;
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                moved = postgres.access().port();
                assertThat(moved).isNotEqualTo(port);
                assertThat(ask(postgres, "select 'reached'")).isEqualTo("reached");
            }
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(postgres.access().port()).isEqualTo(moved);
        }
    }

    @Test
    void aClusterOfAnotherMajorVersionIsRefusedAndLeftAlone() throws IOException, SQLException {
        Path version = data.resolve(Cluster.HOME).resolve("cluster").resolve("PG_VERSION");
        Files.writeString(version, "17\n");
        try {
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(data))
                    .withMessageContaining("was made by PostgreSQL 17")
                    .withMessageContaining("brings PostgreSQL 18");
        } finally {
            Files.writeString(version, "18\n");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "select 'still there'")).isEqualTo("still there");
        }
    }

    @Test
    void aDirectoryThatHoldsSomethingElseIsLeftAlone(@TempDir Path other) throws IOException {
        Path directory = Clusters.directoryWithBinaries(other);
        Path stranger = Files.createDirectory(directory.resolve(Cluster.HOME)).resolve("stranger");
        Files.writeString(stranger, "mine");
        assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(directory))
                .withMessageContaining("holds no PostgreSQL cluster");
        assertThat(stranger).hasContent("mine");
    }

    @Test
    void aSecondStartInTheSameProcessNamesIt() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(postgres.pid()).isPositive();
            // Twice: the refused attempt must not have cost the first its lock.
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(data))
                        .withMessageContaining("in use by this process (" + ProcessHandle.current().pid() + ")");
            }
        }
    }

    @Test
    void rootRunsItAsAnotherUserWhereNamespacesAreForbidden() throws IOException, SQLException {
        assumeThat(Account.choose()).isNotInstanceOf(Account.Own.class);
        // Not in JUnit's directory, which only its owner can reach.
        Path directory = Files.createTempDirectory("cowrite-");
        try {
            startAs(Account.Other.NOBODY, directory, "create table kept as select 42 as answer");
            assertThat(Files.getAttribute(directory.resolve(Cluster.HOME), "unix:uid")).isEqualTo(65534);
            // And the same cluster under another account.
            startAs(Account.choose(), directory, "insert into kept values (43)");
            startAs(Account.Other.NOBODY, directory, "insert into kept values (44)");
        } finally {
            PrivateFiles.deleteTree(directory);
        }
    }

    private static void startAs(Account account, Path directory, String sql) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, account)) {
            execute(postgres, sql);
        }
    }

    @Test
    void aPlaceThatNobodyCanReachIsSaidPlainly(@TempDir Path closed) throws IOException {
        assumeThat(Account.choose()).isNotInstanceOf(Account.Own.class);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path directory = Clusters.directoryWithBinaries(closed);
        assertThatExceptionOfType(PostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(directory, Account.Other.NOBODY))
                .withMessageContaining("cannot reach " + directory);
    }
}
