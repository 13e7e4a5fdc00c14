package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real service as a process of its own, on one port from start to start. For one thread at a time. */
final class Service {

    /** What a halt at a crash point and SIGKILL have in common. */
    static final int KILLED = 137;

    private static final int SECONDS_MAX = 300;
    private static final int LINES_KEPT = 5_000;

    /** Below the ports from which a machine connects, so that nothing else takes it between two starts. */
    private static final int PORT_MIN = 15_000;
    private static final int PORT_END = 32_000;

    private final int port = freePort();
    private final List<String> settings;
    private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
    private @Nullable Process process;
    private String armedAtStart = "";

    private Service(List<String> settings) {
        this.settings = settings;
    }

    /** With a database that outlives it; {@code more} settings as on the command line. */
    static Service on(TestPostgres.Database database, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        settings.addAll(List.of(more));
        return new Service(settings);
    }

    /** With a PostgreSQL that it starts itself. */
    static Service withOwnPostgres(Path dataDirectory) {
        return new Service(List.of("--cowrite.data-dir=" + dataDirectory));
    }

    int port() {
        return port;
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    boolean isUp() {
        return process != null && process.isAlive();
    }

    /** Starts it and returns when it is ready. */
    Service start() throws IOException, InterruptedException {
        CompletableFuture<Void> ready = launch();
        try {
            ready.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            running().destroyForcibly().waitFor();
            throw new AssertionError("the service does not start: " + said(), e);
        }
        return this;
    }

    /** Starts it and waits until it has died of a crash, perhaps before it was ready. */
    void startAndDie() throws IOException, InterruptedException {
        var _ = launch();
        awaitDeath();
    }

    private CompletableFuture<Void> launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dcowrite.crash=" + armedAtStart,
                "-cp",
                classPath(),
                ArmableService.class.getName(),
                "--server.port=" + port));
        command.addAll(settings);
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> follow(started, ready));
        return ready;
    }

    /** Arms {@code NAME:nth:action} from the next start on; blank: nothing. */
    Service armAtStart(String crash) {
        armedAtStart = crash;
        return this;
    }

    /** Arms {@code NAME:nth:action} from now on. */
    void arm(String crash) throws IOException {
        BufferedWriter input = running().outputWriter();
        input.write(crash + "\n");
        input.flush();
    }

    /** Waits until it has died of a crash. */
    void awaitDeath() throws InterruptedException {
        Process dying = running();
        if (!dying.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("the service does not crash: " + said());
        }
        if (dying.exitValue() != KILLED) {
            throw new AssertionError("the service ended with " + dying.exitValue() + ": " + said());
        }
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** What it printed last. */
    String said() {
        return String.join("\n", output);
    }

    /** Stops it as an operator would. */
    void stop() throws InterruptedException {
        Process stopping = process;
        if (stopping != null && stopping.isAlive()) {
            stopping.destroy();
            if (!stopping.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                stopping.destroyForcibly();
                throw new AssertionError("the service does not stop: " + said());
            }
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    private void follow(Process started, CompletableFuture<Void> ready) {
        try (Stream<String> lines = started.inputReader().lines()) {
            lines.forEach(line -> {
                output.add(line);
                if (output.size() > LINES_KEPT) {
                    output.remove();
                }
                if (line.contains("Cowrite is ready")) {
                    ready.complete(null);
                }
            });
        } catch (UncheckedIOException e) {
            // A killed process's stream may break off.
        } finally {
            ready.completeExceptionally(new IOException("it ended"));
        }
    }

    /** As it is packaged: without the tests, but for the class that starts it. */
    private static String classPath() throws IOException {
        String file = ArmableService.class.getName().replace('.', '/') + ".class";
        Path tests = Path.of("target", "test-classes").toAbsolutePath();
        Path starter = Path.of("target", "armable-service").toAbsolutePath();
        Path copy = starter.resolve(file);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(tests.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        return starter + File.pathSeparator
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !Path.of(entry).toAbsolutePath().equals(tests))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() {
        Random random = new Random();
        while (true) {
            int candidate = random.nextInt(PORT_MIN, PORT_END);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
    }
}
