package io.cowrite.nemesis;

import io.cowrite.embedded.SmallDisk;
import io.cowrite.embedded.UnwatchedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way in which nothing can be saved for a while, told in a line of a file. */
public enum Outages {
    AWAY {
        @Override
        Outage.Report run(Scene scene, Path place, long millis)
                throws IOException, InterruptedException, SQLException {
            return Outage.run(scene, place, millis, scene.postgres()::stop, scene.postgres()::startAgain);
        }
    },
    /** Each piece that passes takes 200 ms more, in both directions. */
    SLOW {
        @Override
        Outage.Report run(Scene scene, Path place, long millis)
                throws IOException, InterruptedException, SQLException {
            return through(FaultProxy.Way.SLOW, scene, place, millis);
        }
    },
    /** Nothing answers, and nobody is told. */
    SILENT {
        @Override
        Outage.Report run(Scene scene, Path place, long millis)
                throws IOException, InterruptedException, SQLException {
            return through(FaultProxy.Way.SWALLOW, scene, place, millis);
        }
    },
    /** Tables cannot grow: 53100. Needs root. */
    DATA_FULL {
        @Override
        Outage.Report run(Scene scene, Path place, long millis)
                throws IOException, InterruptedException, SQLException {
            return full("base", scene, place, millis);
        }
    },
    /** The server's own log cannot grow: it panics, and cannot start before there is room (57P03). Needs root. */
    WAL_FULL {
        @Override
        Outage.Report run(Scene scene, Path place, long millis)
                throws IOException, InterruptedException, SQLException {
            return full("pg_wal", scene, place, millis);
        }
    };

    private static final int DISK_MEGABYTES = 160;

    abstract Outage.Report run(Scene scene, Path place, long millis)
            throws IOException, InterruptedException, SQLException;

    /** Runs this once; whether nothing was wrong. */
    public boolean run(Path file, Path directory, String commit, @Nullable Path prepared, int seconds)
            throws IOException, InterruptedException, SQLException {
        Path place = Files.createTempDirectory(Files.createDirectories(directory).toAbsolutePath(), "outage-");
        try (Scene scene = Scene.set(place, prepared, 1, List.of(), new Tally(), 1)) {
            Outage.Report report = run(scene, place, seconds * 1_000L);
            String line = "%s %ds %s %s: %s; %s%n".formatted(this, seconds, commit,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS), report, scene.tally());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            System.out.print(line);
            return report.wrong().isEmpty();
        }
    }

    private static Outage.Report through(FaultProxy.Way way, Scene scene, Path place, long millis)
            throws IOException, InterruptedException, SQLException {
        FaultProxy proxy = scene.nodes().getFirst().database();
        return Outage.run(scene, place, millis, () -> proxy.let(way), () -> proxy.let(FaultProxy.Way.PASS));
    }

    /** A part of the cluster moves to a small disk, which is filled up. */
    private static Outage.Report full(String part, Scene scene, Path place, long millis)
            throws IOException, InterruptedException, SQLException {
        UnwatchedPostgres postgres = scene.postgres();
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES)) {
            postgres.stop();
            Path inside = postgres.directory().resolve(part);
            Path outside = disk.directory().resolve(part);
            new ProcessBuilder("cp", "-a", inside.toString(), outside.toString()).inheritIO().start().waitFor();
            Files.move(inside, inside.resolveSibling(part + ".before"));
            Files.createSymbolicLink(inside, outside);
            postgres.startAgain();
            Path[] filler = new Path[1];
            Outage.Report report = Outage.run(scene, place, millis, () -> filler[0] = disk.fill(), () -> {
                Files.delete(filler[0]);
                postgres.ensureStarted();
            });
            scene.close();
            return report;
        }
    }
}
