package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The file in which a postmaster leaves its process id. After a crash it may name anybody. */
record PidFile(Path cluster) {

    /** No system hands out so high an id. */
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    private static final Path PROCESSES = Path.of("/proc");

    private Path file() {
        return cluster.resolve("postmaster.pid");
    }

    /** The process it names, alive or not. */
    OptionalLong pid() throws IOException {
        if (!Files.exists(file())) {
            return OptionalLong.empty();
        }
        Optional<String> line = Files.readAllLines(file()).stream().findFirst();
        try {
            return line.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.abs(Long.parseLong(line.get().strip())));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the process {@code pid} is a PostgreSQL that runs in this very cluster. */
    boolean isOurs(long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Path entry = PROCESSES.resolve(Long.toString(pid));
        if (!Files.isDirectory(entry)) {
            // No /proc: the name of the program must do.
            return process.get().info().command().map(PidFile::isPostgres).orElse(false);
        }
        try {
            // A postmaster makes its cluster its working directory.
            return isPostgres(entry.resolve("exe").toRealPath().toString())
                    && entry.resolve("cwd").toRealPath().equals(cluster.toRealPath());
        } catch (IOException e) {
            // It has ended meanwhile, or its program was deleted, or it is somebody else's.
            return isPostgres(linkTarget(entry.resolve("exe")))
                    && linkTarget(entry.resolve("cwd")).equals(cluster.toRealPath().toString());
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isPostgres(String command) {
        Path name = Path.of(command.replace(" (deleted)", "")).getFileName();
        return name != null && (name.toString().equals("postgres") || name.toString().equals("postgres.exe"));
    }

    /**
     * Lets the file name a process that cannot be. PostgreSQL refuses to start while the one named lives, whatever it
     * is; its other check, for orphaned backends by shared memory, needs the rest of the file.
     */
    void disown() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(0, NOBODY);
        Files.write(file(), lines);
    }

    /** A file cut off while it was written tells nothing, and PostgreSQL refuses to start over it. */
    boolean isEmptyOrBroken() throws IOException {
        return Files.exists(file()) && pid().isEmpty();
    }

    void delete() throws IOException {
        Files.delete(file());
    }
}
