package io.cowrite.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/PROTOCOL.md shows is so. */
class ProtocolDocumentTests {

    private static final Pattern JSON_EXAMPLE = Pattern.compile("### `(\\w+)`\n```json\n(.*)\n```");

    @Test
    void theHashesOfTheWorkedExamplesAreRight() throws IOException, MalformedException {
        String block = document().split("```hash-chain\n", 2)[1].split("\n```", 2)[0];
        List<String> lines = block.lines().toList();
        assertThat(lines).hasSize(8);
        Hash hash = HashChain.start(UUID.fromString("0198f3a2-5b7c-7d4e-8a1f-3c5d7e9b1a2b"), DocumentType.TEXT);
        assertThat(lines.get(0)).contains("0198f3a2-5b7c-7d4e-8a1f-3c5d7e9b1a2b");
        assertThat(lines.get(1)).isEqualTo(hash.hex());
        for (int i = 2; i < lines.size(); i += 2) {
            byte[] bytes = lines.get(i).getBytes(StandardCharsets.UTF_8);
            assertThat(EntryCodec.encode(EntryCodec.decode(bytes))).isEqualTo(bytes);
            hash = HashChain.next(hash, bytes);
            assertThat(lines.get(i + 1)).isEqualTo(hash.hex());
        }
    }

    @Test
    void everyExampleIsAMessageAsItIsSent() throws IOException, MalformedException {
        String[] halves = document().split("## From server to client", 2);
        assertThat(examples(halves[0], frame -> ClientCodec.encode(ClientCodec.decode(frame))))
                .containsExactlyInAnyOrder("hello", "submit", "presence", "diverged", "ping");
        assertThat(examples(halves[1], frame -> ServerCodec.encode(ServerCodec.decode(frame))))
                .containsExactlyInAnyOrder(
                        "welcome", "content", "ops", "catchup", "presence", "notice", "heartbeat", "pong");
    }

    @Test
    void everyCodeIsNamed() throws IOException {
        String document = document();
        assertThat(Arrays.stream(RefusalCode.values()).map(code -> "| `" + code.wireName() + "` |"))
                .allMatch(document::contains);
        assertThat(Arrays.stream(NoticeCode.values()).map(code -> "| `" + code.wireName() + "` |"))
                .allMatch(document::contains);
        String closeCodes = document.split("## Close codes", 2)[1].split("## Limits", 2)[0];
        assertThat(Arrays.stream(CloseCode.values()).map(code -> Integer.toString(code.code())))
                .allMatch(closeCodes::contains);
    }

    @FunctionalInterface
    private interface RoundTrip {
        byte[] apply(String frame) throws MalformedException;
    }

    private static Set<String> examples(String text, RoundTrip roundTrip) throws MalformedException {
        Set<String> types = new HashSet<>();
        for (var example = JSON_EXAMPLE.matcher(text); example.find();) {
            String frame = example.group(2);
            assertThat(new String(roundTrip.apply(frame), StandardCharsets.UTF_8)).isEqualTo(frame);
            assertThat(frame).startsWith("{\"type\":\"" + example.group(1) + "\"");
            types.add(example.group(1));
        }
        return types;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs", "PROTOCOL.md"));
    }
}
