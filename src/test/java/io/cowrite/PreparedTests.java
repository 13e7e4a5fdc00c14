package io.cowrite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** When the launcher takes what was prepared instead of the jar. The jar here has no service, the prepared one says so. */
@Timeout(120)
class PreparedTests {

    private static final String FROM_THE_JAR = "ClassNotFoundException: org.springframework.boot.loader.launch.JarLauncher";
    private static final String PREPARED = "the prepared one with [--demo]";

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path NICE = Path.of("/usr/bin/nice");

    @TempDir
    private Path home;

    private Path jar;
    private Path prepared;

    @BeforeEach
    void makeJars() throws IOException {
        jar = home.resolve("cowrite-1.jar");
        prepared = Files.createDirectory(home.resolve("cowrite-1.prepared"));
        Path source = Files.writeString(home.resolve("Said.java"), """
                public class Said {
                    public static void main(String[] arguments) throws java.io.IOException {
                        System.out.println("the prepared one with " + java.util.Arrays.asList(arguments));
                        if (new java.io.File("/proc/self/task").isDirectory()) {
                            java.nio.file.Files.list(java.nio.file.Paths.get("/proc/self/task")).forEach(Said::tell);
                        }
                    }

                    private static void tell(java.nio.file.Path thread) {
                        try {
                            String stat = new String(java.nio.file.Files.readAllBytes(thread.resolve("stat")));
                            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                            System.out.println(name + " nice " + values[16]);
                        } catch (java.io.IOException e) {
                            System.out.println(thread + " has ended");
                        }
                    }
                }
                """);
        Path classes = home.resolve("classes");
        run("javac", "--release", "8", "-Xlint:-options", "-d", classes.toString(), source.toString(),
                "src/launch/java/io/cowrite/launch/Launch.java", "src/launch/java/io/cowrite/launch/Prepared.java");
        run("jar", "--create", "--file", jar.toString(), "--main-class", "io.cowrite.launch.Launch", "-C",
                classes.toString(), "io");
        run("jar", "--create", "--file", prepared.resolve("cowrite-1.jar").toString(), "--main-class", "Said", "-C",
                classes.toString(), "Said.class");
    }

    @Test
    void whatWasMadeOfThisJarIsRun() throws IOException {
        stamp(Files.size(jar));
        assertThat(launch()).contains(PREPARED);
    }

    @Test
    void onLinuxItsCompilersGiveWay() throws IOException {
        stamp(Files.size(jar));
        assumeOrdinaryOnLinux();
        assertThat(launch().lines())
                .anyMatch(line -> line.matches("C[12] CompilerThre nice 5"))
                .noneMatch(line -> line.matches("C[12] CompilerThre nice (?!5).*"))
                .contains("java nice 0")
                .noneMatch(line -> line.contains("nice -"))
                .noneMatch(line -> line.contains("warning"));
    }

    @Test
    void aNiceValueOfTheOperatorStays() throws IOException {
        assumeOrdinaryOnLinux();
        stamp(Files.size(jar));
        assertThat(run(List.of(NICE.toString(), "-n", "7", JAVA, "-jar", jar.toString())).lines())
                .contains("java nice 7", "VM Thread nice 7")
                .noneMatch(line -> line.endsWith("nice 5"));
    }

    @Test
    void whatWasMadeOfAnotherJarIsNot() throws IOException {
        stamp(Files.size(jar) + 1);
        assertThat(launch()).contains(FROM_THE_JAR).doesNotContain("prepared");
    }

    @Test
    void whatSomebodyElsePutThereIsNot() throws IOException {
        stamp(Files.size(jar));
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
        Files.setOwner(prepared,
                prepared.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(launch()).contains(FROM_THE_JAR).doesNotContain("prepared");
    }

    @Test
    void whatWasCutOffIsNot() throws IOException {
        assertThat(launch()).contains(FROM_THE_JAR).doesNotContain("prepared");
    }

    @Test
    void optionsOfTheJvmAreNotGivenTwice() throws IOException {
        stamp(Files.size(jar));
        assertThat(launch("-Xmx64m")).contains(FROM_THE_JAR).doesNotContain("prepared");
    }

    @Test
    void aFailedPreparationLeavesNothingThatIsUsed() throws IOException {
        stamp(Files.size(jar));
        assertThat(java(List.of("-jar", jar.toString(), "--prepare"))).contains("it starts as before");
        assertThat(launch()).contains(FROM_THE_JAR).doesNotContain("prepared");
    }

    private static void assumeOrdinaryOnLinux() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")) && Files.isExecutable(NICE),
                "threads are seen on Linux alone");
        assumeTrue(run(List.of(NICE.toString())).strip().equals("0"), "whoever runs this is nice themselves");
    }

    private void stamp(long bytes) throws IOException {
        Files.writeString(prepared.resolve("made-of.properties"), "bytes=" + bytes + "\nmodified="
                + jar.toFile().lastModified() + "\n");
    }

    private String launch(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-jar", jar.toString(), "--demo"));
        return java(command);
    }

    private static String java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(JAVA);
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void run(String tool, String... arguments) {
        int status = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(status).isZero();
    }
}
