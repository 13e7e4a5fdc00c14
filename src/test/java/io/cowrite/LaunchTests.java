package io.cowrite;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands at the beginning of the jar: Java 8 can read it, and a Java that is new enough runs the service by it. */
class LaunchTests {

    private static final int CLASS_FILE_OF_JAVA_8 = 52;

    @TempDir
    private Path classes;

    @BeforeEach
    void compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, "--release", "8", "-Xlint:-options", "-d", classes.toString(),
                "src/launch/java/io/cowrite/launch/Launch.java", "src/launch/java/io/cowrite/launch/Prepared.java");
        assertThat(result).isZero();
    }

    @Test
    void java8CanReadIt() throws IOException {
        try (DataInputStream in = new DataInputStream(
                Files.newInputStream(classes.resolve("io/cowrite/launch/Launch.class")))) {
            in.readInt();
            assertThat(in.readUnsignedShort()).isZero();
            assertThat(in.readUnsignedShort()).isEqualTo(CLASS_FILE_OF_JAVA_8);
        }
    }

    @Test
    void aJavaThatIsNewEnoughRunsTheService() throws IOException, InterruptedException {
        assertThat(launch())
                .contains("ClassNotFoundException: org.springframework.boot.loader.launch.JarLauncher");
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void aServiceWhoseLauncherIsKilledStopsInOrder() throws IOException {
        Path trace = classes.resolve("trace");
        Process launcher = new ProcessBuilder("sh", "-c",
                "\"$0\" -Dcowrite.launcher=$$ -cp \"$1\" io.cowrite.LaunchedProgram \"$2\"; :",
                java(), System.getProperty("java.class.path"), trace.toString()).redirectErrorStream(true).start();
        assertThat(launcher.inputReader().readLine()).isEqualTo(LaunchedProgram.RUNS);
        ProcessHandle service = launcher.children().findFirst().orElseThrow();
        launcher.destroyForcibly();
        service.onExit().join();
        assertThat(trace).hasContent(LaunchedProgram.STOPPED);
    }

    @Test
    @Timeout(60)
    void aServiceWhoseLauncherIsGoneAlreadyDoesNotStart() throws IOException, InterruptedException {
        Process service = new ProcessBuilder(java(), "-Dcowrite.launcher=" + Long.MAX_VALUE, "-cp",
                System.getProperty("java.class.path"), "io.cowrite.LaunchedProgram", "").redirectErrorStream(true)
                .start();
        assertThat(service.inputReader().readLine()).isNull();
        assertThat(service.waitFor()).isEqualTo(1);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String launch() throws IOException, InterruptedException {
        String home = System.getProperty("java.home");
        ProcessBuilder builder = new ProcessBuilder(Path.of(home, "bin", "java").toString(), "-cp", classes.toString(),
                "io.cowrite.launch.Launch").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        return said;
    }
}
