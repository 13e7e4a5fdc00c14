package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentTypeTests {

    private static final Text LINES = Text.of("ab\n\ncd\n");

    @ParameterizedTest
    @ValueSource(strings = {
            "[]", "[{'insert':'x'},{'retain':2},{'delete':1}]",
            "[{'insert':'x\\n','attributes':{'bold':true,'italic':true,'underline':true,'strike':true,'code':true}}]",
            "[{'retain':7,'attributes':{'bold':null,'link':null,'block':null}}]",
            "[{'insert':'x','attributes':{'link':'https://a.example/?q=1#f'}}]",
            "[{'insert':'x','attributes':{'link':'http://a'}}]", "[{'insert':'x','attributes':{'link':'mailto:a@b'}}]",
            "[{'insert':'\\n\\n','attributes':{'block':'h1'}}]", "[{'insert':'\\n','attributes':{'block':'h6'}}]",
            "[{'retain':2},{'retain':2,'attributes':{'block':'bullet'}}]",
            "[{'retain':2},{'retain':1,'attributes':{'block':'ordered','bold':true}}]",
            "[{'retain':2},{'delete':1},{'retain':1,'attributes':{'block':'todo'}}]",
            "[{'retain':2},{'insert':'xyz'},{'retain':1,'attributes':{'block':'done'}}]",
            "[{'retain':6},{'retain':1,'attributes':{'block':'quote'}}]",
            "[{'retain':6},{'retain':1,'attributes':{'block':'code'}}]"})
    @DisplayName("[K11] rich text takes marks anywhere, line formats on line ends, and what removes them")
    void richtextTakes(String operation) throws MalformedException {
        assertThat(DocumentType.RICHTEXT.allows(operation(operation), LINES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[{'insert':'x','attributes':{'bold':false}}]", "[{'insert':'x','attributes':{'bold':'true'}}]",
            "[{'insert':'x','attributes':{'bold':1}}]", "[{'insert':'x','attributes':{'Bold':true}}]",
            "[{'insert':'x','attributes':{'size':true}}]", "[{'retain':1,'attributes':{'size':null}}]",
            "[{'retain':1,'attributes':{'bold':{}}}]", "[{'insert':'x','attributes':{'link':true}}]",
            "[{'insert':'x','attributes':{'link':'javascript:alert(1)'}}]",
            "[{'insert':'x','attributes':{'link':'java\\u0000script:alert(1)'}}]",
            "[{'insert':'x','attributes':{'link':' https://a'}}]", "[{'insert':'x','attributes':{'link':'https://'}}]",
            "[{'insert':'x','attributes':{'link':'https://a b'}}]",
            "[{'insert':'x','attributes':{'link':'https://a\\n'}}]",
            "[{'insert':'x','attributes':{'link':'https://a\\u007f'}}]",
            "[{'insert':'x','attributes':{'link':'data:text/html,x'}}]",
            "[{'insert':'x','attributes':{'link':'//a'}}]", "[{'insert':'x','attributes':{'link':''}}]",
            "[{'insert':'x\\n','attributes':{'block':'h1'}}]", "[{'insert':'\\n','attributes':{'block':'h7'}}]",
            "[{'insert':'\\n','attributes':{'block':true}}]", "[{'insert':'\\n','attributes':{'header':'h1'}}]",
            "[{'retain':1,'attributes':{'block':'h1'}}]", "[{'retain':2},{'retain':3,'attributes':{'block':'h1'}}]",
            "[{'retain':2},{'insert':'x'},{'delete':2},{'retain':1,'attributes':{'block':'h1'}}]",
            "[{'insert':{'image':'x'}}]"})
    @DisplayName("[K11] rich text takes nothing else")
    void richtextRefuses(String operation) throws MalformedException {
        assertThat(DocumentType.RICHTEXT.allows(operation(operation), LINES)).isFalse();
    }

    @Test
    @DisplayName("[K11] a link has at most 2,048 units")
    void linksAreBounded() throws MalformedException {
        String link = "https://" + "a".repeat(2_040);
        assertThat(DocumentType.RICHTEXT.allows(linked(link), LINES)).isTrue();
        assertThat(DocumentType.RICHTEXT.allows(linked(link + "a"), LINES)).isFalse();
    }

    private static Delta linked(String link) throws MalformedException {
        return operation("[{'insert':'x','attributes':{'link':'" + link + "'}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'insert':'x','attributes':{'bold':true}}]", "[{'retain':1,'attributes':{'bold':null}}]",
            "[{'insert':{'image':'x'}}]"})
    @DisplayName("[K11] plain text takes neither attributes nor embeds")
    void textRefuses(String operation) throws MalformedException {
        assertThat(DocumentType.TEXT.allows(operation(operation), LINES)).isFalse();
        assertThat(DocumentType.TEXT.allows(operation("[{'insert':'x'},{'retain':2},{'delete':1}]"), LINES)).isTrue();
    }

    @Test
    @DisplayName("[K10] the checksum is that of the text, or of the JSON of what is rich")
    void checksums() throws MalformedException, InapplicableException {
        Text bold = LINES.apply(operation("[{'retain':1,'attributes':{'bold':true}}]"));
        assertThat(DocumentType.TEXT.checksum(LINES)).isEqualTo(crc32("ab\n\ncd\n"));
        assertThat(DocumentType.RICHTEXT.checksum(LINES)).isEqualTo(crc32("[{\"insert\":\"ab\\n\\ncd\\n\"}]"));
        assertThat(DocumentType.RICHTEXT.checksum(bold)).isEqualTo(crc32(
                "[{\"attributes\":{\"bold\":true},\"insert\":\"a\"},{\"insert\":\"b\\n\\ncd\\n\"}]"));
        assertThat(DocumentType.RICHTEXT.checksum(Text.EMPTY)).isEqualTo(crc32("[]"));
    }

    @Test
    @DisplayName("[K10] the checksum of rich content is that of its JSON as it is written")
    void checksumIsOfTheJsonWritten() {
        for (long seed = 0; seed < 500; seed++) {
            Delta content = new RandomMessages(seed).content();
            CRC32 crc = new CRC32();
            crc.update(DeltaJson.encode(content));
            assertThat(DocumentType.RICHTEXT.checksum(Text.of(content))).as("seed %d", seed).isEqualTo(crc.getValue());
        }
    }

    private static Delta operation(String json) throws MalformedException {
        return DeltaJson.decode(json.replace('\'', '"'));
    }

    private static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
