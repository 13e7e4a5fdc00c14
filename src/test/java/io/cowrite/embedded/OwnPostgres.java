package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded PostgreSQL of another process, seen through its data directory. */
public final class OwnPostgres {

    private OwnPostgres() {}

    /** Its database, as the service sees it. */
    public static TestPostgres.Database database(Path dataDirectory) throws IOException {
        Access access = Access.read(dataDirectory.resolve(Cluster.HOME).resolve("access.properties"));
        return new TestPostgres.Database(access.url(Access.DATABASE), Access.USER, access.password());
    }

    /** SIGKILL to its postmaster; its children notice by themselves. */
    public static void kill(Path dataDirectory) throws IOException {
        PidFile file = new PidFile(dataDirectory.resolve(Cluster.HOME).resolve("cluster"));
        long pid = file.pid().orElseThrow();
        if (!file.isOurs(pid)) {
            throw new IllegalStateException("process " + pid + " is no PostgreSQL of " + dataDirectory);
        }
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
