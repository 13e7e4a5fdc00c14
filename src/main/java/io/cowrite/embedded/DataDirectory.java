package io.cowrite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database in a data directory, for commands beside the service. */
public final class DataDirectory implements AutoCloseable {

    private final @Nullable EmbeddedPostgres started;
    private final Access access;

    private DataDirectory(@Nullable EmbeddedPostgres started, Access access) {
        this.started = started;
        this.access = access;
    }

    /**
     * Starts the server of {@code directory}, or joins the service that runs it.
     *
     * @throws PostgresException if there is no database in it, or the server does not start
     */
    public static DataDirectory join(Path directory) {
        Path file = directory.resolve(Cluster.HOME).resolve("access.properties");
        if (!Files.exists(file)) {
            throw new PostgresException("There is no database in " + directory.toAbsolutePath()
                    + "; name its directory in COWRITE_DATA_DIR, or a server in SPRING_DATASOURCE_URL.");
        }
        try {
            return start(directory);
        } catch (PostgresException inUse) {
            return running(file, inUse);
        }
    }

    private static DataDirectory running(Path file, PostgresException inUse) {
        try {
            DataDirectory running = new DataDirectory(null, Access.read(file));
            DriverManager.getConnection(running.url(), running.user(), running.password()).close();
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException nobodyRunsIt) {
            throw inUse;
        }
    }

    /** Starts the server of {@code directory}, which is made if it does not exist; fails while a service uses it. */
    public static DataDirectory start(Path directory) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
        return new DataDirectory(postgres, postgres.access());
    }

    public String url() {
        return access.url(Access.DATABASE);
    }

    public String user() {
        return Access.USER;
    }

    public String password() {
        return access.password();
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
