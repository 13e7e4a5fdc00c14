package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own that starts the PostgreSQL of a directory and holds it until its standard input ends. */
final class Owner implements AutoCloseable {

    private final Process process;

    private Owner(Process process) {
        this.process = process;
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
            System.out.println("started " + postgres.pid());
            while (System.in.read() >= 0) {
                // Wait.
            }
        }
    }

    static Owner of(Path directory) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Owner.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Owner(process);
    }

    long pid() {
        return process.pid();
    }

    /** Waits until its PostgreSQL runs, and returns that one's pid. */
    long awaitStarted() throws IOException {
        for (String line = process.inputReader().readLine(); line != null; line = process.inputReader().readLine()) {
            if (line.startsWith("started ")) {
                return Long.parseLong(line.substring("started ".length()));
            }
        }
        throw new IllegalStateException("the owner ended before its PostgreSQL had started");
    }

    /** SIGKILL: nothing is tidied up. Returns when it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
