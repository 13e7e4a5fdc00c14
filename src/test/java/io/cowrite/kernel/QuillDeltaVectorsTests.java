package io.cowrite.kernel;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The answers of npm's quill-delta, up to the order of an insert and a delete at one place. */
class QuillDeltaVectorsTests {

    private final List<JsonNode> cases;

    QuillDeltaVectorsTests() throws IOException {
        cases = StreamSupport.stream(Vectors.read("quill-delta.json").spliterator(), false).toList();
    }

    @Test
    @DisplayName("[K4] [K6] [K7] [K8] [K9] every answer of quill-delta is ours")
    void answersAgree() throws InapplicableException {
        assertThat(cases).hasSizeGreaterThan(2_000);
        for (JsonNode one : cases) {
            Text content = Text.of(delta(one, "content"), Algebra.TINY);
            Delta a = delta(one, "a");
            Delta b = delta(one, "b");
            assertThat(content.apply(a).toDelta()).as("%s", one).isEqualTo(delta(one, "applied"));
            agree(one, "composed", a.compose(delta(one, "next")));
            agree(one, "bOverA", b.transformOver(a));
            agree(one, "aUnderB", a.transformUnder(b));
            agree(one, "inverted", a.invert(content));
            for (int position = 0; position <= content.length(); position++) {
                assertThat(a.transformPosition(position)).as("%s", one)
                        .isEqualTo(one.get("positions").get(position).asInt());
            }
        }
    }

    private static Delta delta(JsonNode one, String name) {
        return Delta.of(Vectors.components(one.get(name)));
    }

    private static void agree(JsonNode one, String name, Delta ours) {
        assertThat(InsertFirst.of(ours.ops())).as("%s of %s", name, one)
                .isEqualTo(InsertFirst.of(delta(one, name).ops()));
    }
}
