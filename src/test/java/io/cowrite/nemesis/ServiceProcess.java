package io.cowrite.nemesis;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One service, as a process that dies and is started again on the same ports. For one thread at a time. */
final class ServiceProcess implements AutoCloseable {

    /** What a halt at a crash point and SIGKILL have in common. */
    static final int KILLED = 137;

    /** What runs: a directory made by {@code --prepare}, or null for the classes of this program. */
    private final @Nullable Path prepared;
    private final int port;
    private final List<String> settings;
    private final Path output;
    private @Nullable Process process;

    ServiceProcess(@Nullable Path prepared, int port, List<String> settings, Path output) {
        this.prepared = prepared;
        this.port = port;
        this.settings = settings;
        this.output = output;
    }

    int port() {
        return port;
    }

    /** Starts it; {@code crash} is what is armed, {@code NAME:nth:action}, blank for nothing. */
    void launch(String crash) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError",
                "-Dcowrite.crash=" + crash));
        if (prepared == null) {
            command.addAll(List.of("-Xshare:auto", "-cp", classPath(), "io.cowrite.Cowrite"));
        } else {
            command.addAll(List.of("-XX:AOTCache=" + prepared.resolve("cowrite.aot"), "-jar",
                    jar(prepared)));
        }
        command.addAll(List.of("--server.port=" + port));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    private static String jar(Path prepared) throws IOException {
        try (Stream<Path> files = Files.list(prepared)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow().toString();
        }
    }

    boolean isUp() {
        return process != null && process.isAlive();
    }

    /** How it ended. */
    int exit() {
        return running().exitValue();
    }

    long pid() {
        return running().pid();
    }

    /** Whether it says that it can take work. */
    boolean isReady() {
        return answers("/readyz");
    }

    boolean isLive() {
        return answers("/livez");
    }

    /** Whether a GET is answered by 200 within some seconds. */
    private boolean answers(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL()
                    .openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** {@code STOP} and {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        signal(pid(), name);
    }

    static void signal(long pid, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** What it printed last. */
    String said() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** Without the tests, among which there are things that Spring would find. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
