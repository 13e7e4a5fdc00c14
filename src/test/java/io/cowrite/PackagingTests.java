package io.cowrite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Dockerfile and docker-compose.yml, which no engine runs here, name what there is. */
class PackagingTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z_]+)");
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final List<List<String>> instructions = instructions();
    private final Map<String, Object> compose = compose();

    @Test
    void whatIsCopiedIntoTheBuildIsInTheSource() throws IOException {
        List<String> copied = instructions.stream()
                .filter(line -> line.getFirst().equals("COPY") && !line.get(1).startsWith("--from"))
                .map(line -> line.get(1))
                .toList();
        assertThat(copied).contains("pom.xml", "src", "frontend").allSatisfy(
                source -> assertThat(ROOT.resolve(source)).exists());
        List<String> sent = Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(sent).containsExactlyInAnyOrderElementsOf(copied);
    }

    @Test
    void everyStageThatIsCopiedFromStandsBefore() {
        Set<String> stages = new TreeSet<>();
        for (List<String> line : instructions) {
            if (line.getFirst().equals("FROM") && line.size() == 4) {
                assertThat(line.get(2)).isEqualTo("AS");
                stages.add(line.get(3));
            }
            line.stream().filter(word -> word.startsWith("--from="))
                    .forEach(word -> assertThat(stages).contains(word.substring("--from=".length())));
        }
        assertThat(stages).containsExactlyInAnyOrder("node", "build");
    }

    @Test
    void theJarIsTheOneThatTheProjectBuilds() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(pom).contains("<artifactId>cowrite</artifactId>").doesNotContain("<finalName>");
        assertThat(text("RUN")).contains("target/cowrite-*.jar", "--application-filename cowrite.jar");
        assertThat(text("ENTRYPOINT")).contains("\"cowrite.jar\"");
        assertThat(instructions.stream().filter(line -> line.getFirst().equals("COPY"))
                .filter(line -> line.contains("./") && line.toString().contains("/build/layers/"))
                .map(line -> line.get(3).replace("/build/layers/", "")))
                .containsExactly("dependencies/", "snapshot-dependencies/", "application/");
    }

    @Test
    void itsJvmTakesTheOptionsWithoutAWord() throws IOException {
        List<String> command = Pattern.compile("\"([^\"]*)\"").matcher(text("ENTRYPOINT")).results()
                .map(word -> word.group(1)).collect(Collectors.toCollection(ArrayList::new));
        assertThat(command.subList(command.size() - 2, command.size())).containsExactly("-jar", "cowrite.jar");
        List<String> options = command.subList(1, command.size() - 2);
        assertThat(options).contains("-XX:AOTCache=cowrite.aot", "-XX:CompilerThreadPriority=5");
        List<String> tried = new ArrayList<>(options);
        tried.remove("-XX:AOTCache=cowrite.aot"); // There is none here.
        tried.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        tried.addAll(List.of("-XX:+PrintFlagsFinal", "--version"));
        String said = new String(new ProcessBuilder(tried).redirectErrorStream(true).start().getInputStream()
                .readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).containsPattern("int CompilerThreadPriority += 5 .*command line")
                .containsPattern("int ThreadPriorityPolicy += 1 .*command line")
                .doesNotContain("warning");
    }

    @Test
    void itRunsUnprivileged() {
        List<String> users = instructions.stream().filter(line -> line.getFirst().equals("USER"))
                .map(line -> line.get(1)).toList();
        assertThat(users).containsExactly("cowrite");
        assertThat(text("RUN")).contains("useradd --system --uid 10001");
    }

    @Test
    void portsAreTheService() throws IOException {
        assertThat(text("EXPOSE")).isEqualTo("EXPOSE 8080");
        assertThat(Files.readString(ROOT.resolve("src/main/resources/application.properties")))
                .contains("server.port=8080");
        assertThat(service("cowrite").get("ports")).asInstanceOf(
                InstanceOfAssertFactories.LIST).singleElement().asString()
                .isEqualTo("${COWRITE_LISTEN:-127.0.0.1:8080}:8080");
    }

    @Test
    void variablesAreSettings() throws IOException {
        Set<String> settings = settings();
        List<String> set = new ArrayList<>(environment("cowrite").keySet());
        Arrays.stream(text("ENV").split("[ \\\\]+")).filter(word -> word.contains("="))
                .map(word -> word.substring(0, word.indexOf('='))).forEach(set::add);
        set.remove("SPRING_CONFIG_IMPORT"); // Of Spring Boot; see the next test.
        assertThat(set).contains("SERVER_ADDRESS", "COWRITE_DATA_DIR", "SPRING_DATASOURCE_URL").isSubsetOf(settings);
        assertThat(VARIABLE.matcher(text("HEALTHCHECK")).results().map(match -> match.group(1)))
                .containsExactly("SERVER_PORT");
    }

    @Test
    void thePasswordIsMadeWhereBothLookForIt() {
        String file = "spring.datasource.password";
        assertThat(service("secrets").getOrDefault("command", "").toString()).contains("cd /secrets",
                "[ ! -s " + file + " ]",
                "mv new " + file);
        assertThat(environment("database").get("POSTGRES_PASSWORD_FILE")).isEqualTo("/secrets/" + file);
        assertThat(environment("cowrite").get("SPRING_CONFIG_IMPORT")).isEqualTo("configtree:/secrets/");
        assertThat(environment("cowrite").get("SPRING_DATASOURCE_USERNAME"))
                .isEqualTo(environment("database").get("POSTGRES_USER"));
        assertThat(environment("cowrite").get("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://database/" + environment("database").get("POSTGRES_DB"));
    }

    @Test
    void volumesAndConditionsAreThere() {
        Map<String, Object> volumes = map(compose.get("volumes"));
        for (String name : services().keySet()) {
            for (Object mount : (List<?>) service(name).getOrDefault("volumes", List.of())) {
                assertThat(volumes).containsKey(mount.toString().split(":", -1)[0]);
            }
            map(service(name).getOrDefault("depends_on", Map.of())).forEach((other, how) -> {
                boolean known = "service_completed_successfully".equals(map(how).get("condition"))
                        || service(other).containsKey("healthcheck");
                assertThat(known).as("%s waits for %s", name, other).isTrue();
            });
        }
        assertThat(service("cowrite").get("build")).isEqualTo(".");
    }

    private Map<String, Object> services() {
        return map(compose.get("services"));
    }

    private Map<String, Object> service(String name) {
        return map(services().get(name));
    }

    private Map<String, Object> environment(String service) {
        return map(service(service).get("environment"));
    }

    /** All settings that docs/OPERATIONS.md names, as environment variables. */
    private static Set<String> settings() throws IOException {
        return Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|").matcher(Files.readString(Path.of("docs",
                "OPERATIONS.md"))).results()
                .map(row -> row.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** All lines of {@code instruction}, joined. */
    private String text(String instruction) {
        return instructions.stream().filter(line -> line.getFirst().equals(instruction))
                .map(line -> String.join(" ", line)).collect(Collectors.joining("\n"));
    }

    /** Of the Dockerfile, each as its words; continued lines are joined. */
    private static List<List<String>> instructions() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("Dockerfile"))) {
            String text = lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            return text.replaceAll("\\\\\n", " ").lines().filter(line -> !line.isBlank())
                    .map(line -> List.of(line.strip().split(" +", -1))).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> compose() {
        try (var in = Files.newInputStream(ROOT.resolve("docker-compose.yml"))) {
            return new Yaml().load(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
