package io.cowrite.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The service in a JVM of its own, with a new data directory and embedded PostgreSQL. For one thread. */
final class RunningService implements AutoCloseable {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int MANAGEMENT_ABOVE = 1_000;
    private static final Duration READY_MAX = Duration.ofMinutes(5);

    private final Options options;
    private final Path directory;
    private final int port;
    private Process process;

    private RunningService(Options options, Path directory, int port) throws IOException {
        this.options = options;
        this.directory = directory;
        this.port = port;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroy()));
    }

    /** Starts it and waits until it is ready. Options: {@code jar}, {@code jvm}, {@code data}, {@code cpus}, {@code databaseCpus}. */
    static RunningService start(Options options) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(Path.of(options.text("data", "target")));
        RunningService service = new RunningService(options, Files.createTempDirectory(parent, "bench-"), freePort());
        service.awaitReady();
        return service;
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    /** CPU time of the JVM so far, without PostgreSQL. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** CPU time of PostgreSQL's processes that run now, in steps of 10 ms. Linux. */
    Duration postgresCpuTime() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(each -> isOfDatabase(each.pid()))
                    .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    private boolean isOfDatabase(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .startsWith(dataDirectory().toAbsolutePath());
        } catch (IOException e) {
            return false; // It has ended, or is another's.
        }
    }

    /** Bytes that live on the service's heap: in use after a full collection. */
    long liveHeap() throws IOException, InterruptedException {
        jcmd("GC.run");
        long kibibytes = jcmd("GC.heap_info").lines()
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum(); // Some collectors tell of each generation.
        if (kibibytes == 0) {
            throw new IOException("jcmd says nothing of the heap");
        }
        return kibibytes << 10;
    }

    /** Bytes of the service's memory that are resident. Linux. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** The sum of a metric over its tags as Prometheus is told it; {@code start} is its name, and some tags if need be. */
    double metric(String start) throws IOException {
        return DoubleStream.of(metrics(start)).sum();
    }

    /** The same for each of its tags. */
    double[] metrics(String start) throws IOException {
        URI metrics = URI.create("http://localhost:" + (port + MANAGEMENT_ABOVE) + "/actuator/prometheus");
        try (InputStream answer = metrics.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith(start))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .toArray();
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return output;
    }

    /** SIGKILL, then a start on the same directory and port; waits until that is ready. */
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        startAgain();
    }

    /** A start on the same directory and port; waits until it is ready. */
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    /** A connection to its database, as its own role. */
    Connection database() throws IOException, SQLException {
        Properties access = new Properties();
        try (Reader reader = Files.newBufferedReader(dataDirectory().resolve("postgresql/access.properties"))) {
            access.load(reader);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + access.getProperty("port") + "/cowrite?prepareThreshold=1";
        return DriverManager.getConnection(url, "cowrite", access.getProperty("password"));
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        options.text("cpus").ifPresent(cpus -> command.addAll(List.of("taskset", "-c", cpus)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.text("jvm").ifPresent(command::add);
        options.text("jar").ifPresentOrElse(
                jar -> command.addAll(List.of("-jar", jar)),
                () -> command.addAll(List.of("-cp", classPath(), "io.cowrite.Cowrite")));
        // Nobody types as fast as the replay does.
        command.add("--cowrite.limits.submissions-per-second=1000000");
        // Nor do so many come from one address.
        command.add("--cowrite.limits.sockets-per-address=20000");
        options.text("set").ifPresent(
                settings -> Stream.of(settings.split(",")).forEach(setting -> command.add("--" + setting)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("service.log").toFile()));
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("COWRITE_DATA_DIR", dataDirectory().toString());
        return builder.start();
    }

    /** Without the tests, among which there are things that Spring would find. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the service does not start:\n"
                        + Files.readString(directory.resolve("service.log")));
            }
            Thread.sleep(20);
        }
        if (options.text("databaseCpus").isPresent()) {
            bindDatabase(options.text("databaseCpus").get());
        }
    }

    /** PostgreSQL is started by the service, and so on the service's processors. */
    private void bindDatabase(String cpus) throws IOException, InterruptedException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            for (long pid : all.mapToLong(ProcessHandle::pid).filter(this::isOfDatabase).toArray()) {
                new ProcessBuilder("taskset", "-acp", cpus, Long.toString(pid))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address().resolve("/readyz").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false; // Not listening yet.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An orderly end. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process.onExit().join();
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
