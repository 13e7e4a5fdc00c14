package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.UTF_8;

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
        return new Owner(command(directory, "").redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Dies at {@code point}, as if killed. */
    static Owner dyingAt(CrashPoint point, Path directory) throws IOException {
        return new Owner(command(directory, point + ":1:halt").start());
    }

    /** Finds no program anywhere. */
    static Owner withoutPath(Path directory) throws IOException {
        ProcessBuilder builder = command(directory, "");
        builder.environment().put("PATH", directory.resolve("nothing").toString());
        return new Owner(builder.start());
    }

    private static ProcessBuilder command(Path directory, String crash) {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcowrite.crash=" + crash, "-cp", System.getProperty("java.class.path"), Owner.class.getName(),
                directory.toString());
    }

    /** Its end: what it exited with, and what it said on standard error. */
    record End(int exitCode, String errors) {}

    End awaitEnd() throws IOException {
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new End(process.onExit().join().exitValue(), errors);
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
