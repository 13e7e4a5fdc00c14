package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's configuration: ours in a file of its own, written at every start, included by PostgreSQL's. */
final class Settings {

    private static final String FILE = "cowrite.conf";

    private Settings() {}

    /** Lets {@code cluster} read our file, last, so that it wins over what initdb wrote. */
    static void include(Path cluster) throws IOException {
        Path main = cluster.resolve("postgresql.conf");
        Files.writeString(main, Files.readString(main) + "\ninclude '" + FILE + "'\n");
    }

    /** Writes our file, with {@code logDirectory} absolute, and returns it. */
    static Path write(Path cluster, int port, Path logDirectory) throws IOException {
        Path file = cluster.resolve(FILE);
        PrivateFiles.replace(file, """
                # Written by Cowrite at every start; changes are lost.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = scram-sha-256
                max_connections = 50

                fsync = on
                synchronous_commit = on
                full_page_writes = on
                wal_compression = on

                shared_buffers = 128MB
                huge_pages = off
                max_parallel_workers_per_gather = 0
                jit = off

                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgresql-%%Y-%%m-%%d-%%H%%M%%S.log'
                log_file_mode = 0600
                log_rotation_age = 30d
                log_rotation_size = 10MB
                log_checkpoints = off
                """.formatted(port, logDirectory.toString().replace("\\", "/").replace("'", "''")));
        return file;
    }
}
