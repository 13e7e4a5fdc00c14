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
                    public static void main(String[] arguments) {
                        System.out.println("the prepared one with " + java.util.Arrays.asList(arguments));
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
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void run(String tool, String... arguments) {
        int status = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(status).isZero();
    }
}
