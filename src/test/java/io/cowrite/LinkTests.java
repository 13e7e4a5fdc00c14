package io.cowrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Links between the Markdown files, and from them into the code, lead somewhere. */
class LinkTests {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[[^]]+]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern NAMED_ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");

    @Test
    void everyRelativeLinkAndAnchorExists() throws IOException {
        List<String> dead = markdown().stream().flatMap(LinkTests::deadLinksOf).toList();
        assertThat(dead).isEmpty();
    }

    @Test
    void deadLinksAreFound() {
        assertThat(deadLinks(Path.of("README.md"), """
                # One `two` & three
                [a](#one-two--three) [b](#four) [c](pom.xml) [d](nowhere.md "title") [e](https://example.org/x)
                `[f](in-code.md)`

                [g]: also-nowhere.md
                """)).containsExactly("README.md: #four", "README.md: nowhere.md", "README.md: also-nowhere.md");
    }

    private static List<Path> markdown() throws IOException {
        List<Path> files = new ArrayList<>(markdown(Path.of(""), 1));
        if (Files.isDirectory(Path.of("docs"))) {
            files.addAll(markdown(Path.of("docs"), Integer.MAX_VALUE));
        }
        return files;
    }

    private static List<Path> markdown(Path directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static Stream<String> deadLinksOf(Path file) {
        return deadLinks(file, read(file)).stream();
    }

    private static List<String> deadLinks(Path file, String text) {
        String prose = CODE.matcher(text).replaceAll("");
        Path directory = file.toAbsolutePath().resolveSibling("");
        return Stream.concat(LINK.matcher(prose).results(), DEFINITION.matcher(prose).results())
                .map(link -> link.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !leadsSomewhere(link, directory, text))
                .map(link -> file + ": " + link)
                .toList();
    }

    private static boolean leadsSomewhere(String link, Path directory, String ownText) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = directory.resolve(path).normalize();
        if (!path.isEmpty() && !Files.exists(target)) {
            return false;
        }
        boolean isMarkdown = path.isEmpty() || path.endsWith(".md");
        return hash < 0 || !isMarkdown
                || anchors(path.isEmpty() ? ownText : read(target)).contains(link.substring(hash + 1));
    }

    /** Anchors as GitHub makes them. */
    private static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        for (MatchResult heading : HEADING.matcher(text.replaceAll("(?ms)^```.*?^```", "")).results().toList()) {
            String slug = slug(heading.group(1));
            // A heading that repeats an earlier one gets a number.
            for (int i = 0; !anchors.add(i == 0 ? slug : slug + "-" + i);) {
                i++;
            }
        }
        NAMED_ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)).forEach(anchors::add);
        return anchors;
    }

    private static String slug(String heading) {
        String plain = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
        return plain.replaceAll("[^\\p{L}\\p{N}\\p{M}_\\- ]", "").replace(' ', '-');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
