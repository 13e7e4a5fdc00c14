package io.cowrite;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.web.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/ERRORS.md names every code that there is, and no other. */
class ErrorCatalogueTests {

    private static final Pattern PROBLEM = Pattern.compile("(?m)^\\| (\\d{3} \\| `\\w+`) \\| \\S.* \\| \\S.* \\|$");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `(\\w+)` \\| \\S.* \\| \\S.* \\|$");

    @Test
    void problems() throws IOException {
        assertThat(codes("REST", PROBLEM)).containsExactlyInAnyOrderElementsOf(Stream.of(ProblemCode.values())
                .map(code -> code.status() + " | `" + code.wireName() + "`")
                .toList());
    }

    @Test
    void closeCodes() throws IOException {
        assertThat(codes("Close codes of the socket", CODE)).containsExactlyInAnyOrderElementsOf(
                Stream.of(CloseCode.values()).map(code -> Integer.toString(code.code())).toList());
    }

    @Test
    void refusals() throws IOException {
        assertThat(codes("Refusals", CODE)).containsExactlyInAnyOrderElementsOf(
                Stream.of(RefusalCode.values()).map(RefusalCode::wireName).toList());
    }

    @Test
    void notices() throws IOException {
        assertThat(codes("Notices", CODE)).containsExactlyInAnyOrderElementsOf(
                Stream.of(NoticeCode.values()).map(NoticeCode::wireName).toList());
    }

    /** First group of each match below the heading. */
    private static List<String> codes(String heading, Pattern row) throws IOException {
        String catalogue = Files.readString(Path.of("docs", "ERRORS.md"));
        String section = catalogue.split("(?m)^## " + heading + "$", 2)[1].split("(?m)^## ", 2)[0];
        return row.matcher(section).results().map(match -> match.group(1)).toList();
    }
}
