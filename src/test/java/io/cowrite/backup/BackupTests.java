package io.cowrite.backup;

import io.cowrite.embedded.OldestPostgres;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A database is written to files and read back, on the same and on a newer PostgreSQL. */
class BackupTests {

    private static final List<String> TABLES = List.of("app_user", "document", "visit", "commit_log", "snapshot",
            "secret");

    @TempDir
    private Path directory;

    private final TestPostgres.Database source = OldestPostgres.migrated();
    private final TestPostgres.Database target = TestPostgres.empty();
    private final UUID user = UUID.randomUUID();
    private Path files = Path.of("");

    @BeforeEach
    void fill() throws SQLException {
        files = directory.resolve("backup");
        execute(source, "truncate app_user, document, visit, commit_log, snapshot, secret");
        execute(source, "insert into app_user values ('" + user + "', E'A\\tnn\\n\\\\', '#abcdef', now())");
        execute(source, "insert into secret values ('guest-cookie', '\\x000a0d09')");
        for (int i = 0; i < 3; i++) {
            document(UUID.randomUUID(), 10 * i);
        }
    }

    @Test
    void whatIsExportedFromThePostgresBeforeIsImportedIntoTheNewOne() throws SQLException {
        assertThat(run(source, "--export=" + files)).isZero();
        assertThat(run(target, "--import=" + files)).isZero();
        for (String table : TABLES) {
            assertThat(rows(target, table)).as(table).isNotNull().isEqualTo(rows(source, table));
        }
        assertThat(rows(target, "commit_log")).hasSize(3 + 30);
        assertThat(run(target, "--verify")).isZero();
    }

    @Test
    void aFileThatWasChangedIsNotImported() throws IOException, SQLException {
        assertThat(run(source, "--export=" + files)).isZero();
        byte[] bytes = Files.readAllBytes(files.resolve("document.tsv.gz"));
        bytes[4] ^= 1; // The time in the head of a gzip file: what it holds stays as it is.
        Files.write(files.resolve("document.tsv.gz"), bytes);
        assertThat(run(target, "--import=" + files)).isEqualTo(1);
        assertThat(rows(target, "app_user")).isEmpty();
    }

    @Test
    void aBackupThatWasCutOffIsNone() throws IOException {
        assertThat(run(source, "--export=" + files)).isZero();
        Files.delete(files.resolve(Export.MANIFEST));
        assertThat(run(target, "--import=" + files)).isEqualTo(1);
    }

    @Test
    void nothingIsOverwritten() throws SQLException {
        assertThat(run(source, "--export=" + files)).isZero();
        assertThat(run(source, "--export=" + files)).as("into a directory that is not empty").isEqualTo(1);
        List<String> before = rows(source, "commit_log");
        assertThat(run(source, "--import=" + files)).as("into a database that is not empty").isEqualTo(1);
        assertThat(rows(source, "commit_log")).isEqualTo(before);
    }

    @Test
    void aLogThatDoesNotProveItselfIsFound() throws SQLException {
        assertThat(run(source, "--verify")).isZero();
        execute(source, "update commit_log set entries = entries || entries where first_version = 5 and document_id ="
                + " (select document_id from commit_log where first_version = 5 limit 1)");
        assertThat(run(source, "--verify")).isEqualTo(1);
        assertThat(run(source, "--export=" + files)).as("whatever it holds").isZero();
        assertThat(run(target, "--import=" + files)).as("but not back").isEqualTo(1);
    }

    @Test
    void aSnapshotThatIsWrongDoesNotComeBack() throws SQLException {
        execute(source,
                "insert into snapshot select document_id, last_version, hash, '\\x00', '\\x00', 1 from commit_log"
                        + " where first_version = 5");
        assertThat(run(source, "--verify")).isEqualTo(1);
        assertThat(run(source, "--export=" + files)).isZero();
        assertThat(run(target, "--import=" + files)).isZero();
        assertThat(rows(target, "snapshot")).isEmpty();
        assertThat(run(target, "--verify")).isZero();
    }

    @Test
    void aDocumentInQuarantineComesBackAsItWas() throws SQLException {
        execute(source, "update document set quarantined_at = now(), quarantine = 'a gap'");
        execute(source, "delete from commit_log where first_version = 3");
        assertThat(run(source, "--export=" + files)).isZero();
        assertThat(run(target, "--import=" + files)).isZero();
        assertThat(rows(target, "commit_log")).isEqualTo(rows(source, "commit_log"));
        assertThat(rows(target, "document")).isEqualTo(rows(source, "document"));
    }

    @Test
    void aGapIsFound() throws SQLException {
        execute(source, "delete from commit_log where first_version = 3");
        assertThat(run(source, "--verify")).isEqualTo(1);
    }

    private static int run(TestPostgres.Database database, String command) {
        return Backup.run(command, "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password());
    }

    private void document(UUID id, int entries) throws SQLException {
        execute(source, "insert into document values ('" + id + "', 'Title', 'text', '" + user
                + "', 'editor', 1, now(), now())");
        execute(source, "insert into visit values ('" + user + "', '" + id + "', now())");
        Hash hash = HashChain.start(id, DocumentType.TEXT);
        row(id, 0, hash, new byte[]{0});
        for (int version = 1; version <= entries; version++) {
            byte[] entry = ("{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"sequence\":" + version
                    + ",\"userId\":\"u\"}").getBytes(StandardCharsets.UTF_8);
            hash = HashChain.next(hash, entry);
            byte[] stored = new byte[1 + entry.length];
            System.arraycopy(entry, 0, stored, 1, entry.length);
            row(id, version, hash, stored);
        }
    }

    private void row(UUID id, long version, Hash hash, byte[] entries) throws SQLException {
        try (Connection connection = source.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into commit_log values (?, ?, ?, now(), ?, ?)")) {
            insert.setObject(1, id);
            insert.setLong(2, version);
            insert.setLong(3, version);
            insert.setBytes(4, hash.bytes());
            insert.setBytes(5, entries);
            insert.executeUpdate();
        }
    }

    private static List<String> rows(TestPostgres.Database database, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement all = connection.prepareStatement("select t::text from " + table + " t order by 1");
                ResultSet result = all.executeQuery()) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void execute(TestPostgres.Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
