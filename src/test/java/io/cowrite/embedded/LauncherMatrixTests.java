package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.cowrite.embedded.Clusters.ask;
import static io.cowrite.embedded.Clusters.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Whatever stands in the way of a start, it ends in a running server with all data, or in one clear sentence. The other
 * half of the matrix (pid files, ports, second starts, accounts) is in {@link CrashTests} and
 * {@link EmbeddedPostgresTests}.
 */
@Timeout(300)
class LauncherMatrixTests {

    private static final int KILLED = 137;

    @TempDir
    static Path temporary;

    static Path data;

    @BeforeAll
    static void makeACluster() throws IOException, SQLException {
        data = Clusters.directoryWithBinaries(temporary);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            execute(postgres, "create table kept as select 42 as answer");
        }
    }

    @ParameterizedTest
    @EnumSource(from = "DIRECTORY_LOCKED", to = "SERVER_STARTED")
    void aFirstStartKilledAtAnyStepIsHealedByTheNext(CrashPoint point, @TempDir Path parent)
            throws IOException, SQLException {
        boolean unpacks = point.compareTo(CrashPoint.BINARIES_UNPACKED) <= 0;
        Path directory = unpacks ? parent.resolve("data") : Clusters.directoryWithBinaries(parent);
        dieAt(point, directory);
        if (unpacks && point != CrashPoint.DIRECTORY_LOCKED) {
            assertThat(PrivateFiles.named(directory, "unpacking-")).hasSize(1);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select current_database()")).isEqualTo(Access.DATABASE);
        }
        assertThat(directory.toFile().list((in, name) -> !name.startsWith("binaries-")))
                .containsExactlyInAnyOrder(DirectoryLock.NAME, Cluster.HOME);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIRECTORY_LOCKED", "ORPHAN_ENDED", "SETTINGS_WRITTEN", "SERVER_STARTED"})
    void aLaterStartKilledAtAnyStepKeepsWhatWasThere(CrashPoint point) throws IOException, SQLException {
        dieAt(point, data);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    private static void dieAt(CrashPoint point, Path directory) throws IOException {
        try (Owner owner = Owner.dyingAt(point, directory)) {
            assertThat(owner.awaitEnd().exitCode()).isEqualTo(KILLED);
        }
    }

    /** Room for a part of the programs, for them alone, for a part of the cluster. */
    @ParameterizedTest
    @ValueSource(ints = {10, 70, 95})
    void aFirstStartOnAFullDiskSaysSoAndIsHealedByRoom(int megabytes, @TempDir Path parent)
            throws IOException, SQLException {
        try (SmallDisk disk = SmallDisk.mount(parent, megabytes)) {
            Path directory = disk.directory().resolve("data");
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(directory))
                    .withMessageContaining("No space left on device")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
            disk.remount("size=400m");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
                assertThat(ask(postgres, "select 'healed'")).isEqualTo("healed");
            }
        }
    }

    @Test
    void aLaterStartOnAFullDiskSaysSoAndLosesNothing(@TempDir Path parent) throws IOException, SQLException {
        try (SmallDisk disk = SmallDisk.mount(parent, 400)) {
            Path directory = Files.createDirectory(disk.directory().resolve("outer"));
            Path inside = Clusters.directoryWithBinaries(directory);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(inside)) {
                execute(postgres, "create table kept as select 42 as answer");
            }
            Path filler = disk.fill();
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(inside))
                    .withMessageContaining("No space left on device")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
            Files.delete(filler);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(inside)) {
                assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void aDirectoryThatIsReadOnlyIsSaidPlainlyAndLosesNothing(@TempDir Path parent) throws IOException, SQLException {
        try (SmallDisk disk = SmallDisk.mount(parent, 400)) {
            Path directory = Files.createDirectory(disk.directory().resolve("outer"));
            Path inside = Clusters.directoryWithBinaries(directory);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(inside)) {
                execute(postgres, "create table kept as select 42 as answer");
            }
            disk.remount("ro");
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(inside))
                    .withMessageMatching("The data directory .* cannot be used: .*Read-only file system");
            disk.remount("rw");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(inside)) {
                assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void rootWithoutUnshareAndSetprivIsToldToBeSomebodyElse(@TempDir Path parent) throws IOException {
        assumeThat(Account.choose()).isNotInstanceOf(Account.Own.class);
        try (Owner owner = Owner.withoutPath(Clusters.directoryWithBinaries(parent))) {
            assertThat(owner.awaitEnd().errors()).contains(
                    "PostgreSQL does not run as root, and neither unshare nor setpriv (of util-linux) can run it as"
                            + " somebody else here; start Cowrite as an ordinary user.");
        }
    }
}
