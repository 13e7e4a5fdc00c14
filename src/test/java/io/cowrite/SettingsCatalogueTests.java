package io.cowrite;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/OPERATIONS.md names every setting of ours with its default, and those of Spring Boot as we have them. */
class SettingsCatalogueTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| (?:`([^`]+)`)? ?\\| .*\\|$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(cowrite\\.[a-z0-9.-]+)(?::([^}]*))?}");

    private final Map<String, String> documented = documented();

    @Test
    void everySettingOfOursIsThereWithItsDefault() {
        Map<String, String> ours = ours();
        assertThat(ours).hasSizeGreaterThan(15);
        Map<String, String> written = new TreeMap<>(documented);
        written.keySet().removeIf(name -> !name.startsWith("cowrite."));
        assertThat(written).isEqualTo(ours);
    }

    @Test
    void settingsOfSpringBootAreAsWeHaveThem() throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(in);
        }
        Map<String, String> theirs = new TreeMap<>(documented);
        theirs.keySet().removeIf(name -> name.startsWith("cowrite."));
        assertThat(theirs).isNotEmpty().allSatisfy((name, written) -> assertThat(written).as(name)
                .isEqualTo(properties.getProperty(name, "")));
    }

    private static Map<String, String> documented() {
        try {
            String section = Files.readString(Path.of("docs", "OPERATIONS.md")).split("(?m)^## Settings$", 2)[1]
                    .split("(?m)^## ", 2)[0];
            return ROW.matcher(section).results().collect(Collectors.toMap(row -> row.group(1),
                    row -> row.group(2) == null ? "" : row.group(2), (one, other) -> "said twice", TreeMap::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> ours() {
        Map<String, String> found = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter().withImportOption(new DoNotIncludeTests())
                .importPackagesOf(Cowrite.class)) {
            Class<?> type = each.reflect();
            ConfigurationProperties group = type.getAnnotation(ConfigurationProperties.class);
            if (group != null) {
                found.putAll(ofGroup(type, group.value()));
            }
            annotated(type).flatMap(SettingsCatalogueTests::placeholders).forEach(one -> found.put(one.group(1),
                    one.group(2) == null ? "" : one.group(2)));
        }
        return found;
    }

    private static Map<String, String> ofGroup(Class<?> group, String prefix) {
        return Arrays.stream(group.getDeclaredConstructors()[0].getParameters())
                .collect(Collectors.toMap(parameter -> prefix + "." + dashed(parameter.getName()),
                        SettingsCatalogueTests::defaultOf));
    }

    private static String defaultOf(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null ? "" : String.join(",", value.value());
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Stream<AnnotatedElement> annotated(Class<?> type) {
        Stream<Executable> calls = Stream.concat(Arrays.stream(type.getDeclaredConstructors()),
                Arrays.stream(type.getDeclaredMethods()));
        return Stream.concat(Arrays.stream(type.getDeclaredFields()),
                calls.flatMap(call -> Arrays.stream(call.getParameters())));
    }

    private static Stream<MatchResult> placeholders(AnnotatedElement element) {
        Value value = element.getAnnotation(Value.class);
        return value == null ? Stream.empty() : PLACEHOLDER.matcher(value.value()).results();
    }
}
