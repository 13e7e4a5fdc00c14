package io.cowrite.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The vectors that hold the Java and the TypeScript kernel together, exactly. Made from a seed and the reference alone;
 * {@code -Dcowrite.vectors.write=true} writes them anew.
 */
class KernelVectorsTests {

    private static final long SEED = 20_260_101;
    private static final int CASES = 2_000;

    @Test
    @DisplayName("[K3]-[K9] the kernel's answers are the committed vectors, byte for byte")
    void kernelAnswersAsCommitted() throws Exception {
        List<String> lines = new ArrayList<>();
        LawCases cases = new LawCases(SEED);
        for (int i = 0; i < CASES; i++) {
            String content = cases.text(i % 7);
            List<Op> raw = cases.components(content);
            lines.add(i % 5 == 0 ? refusal(cases, content, raw) : answers(cases, content, raw));
        }
        String made = "[\n" + String.join(",\n", lines) + "\n]\n";
        if (Boolean.getBoolean("cowrite.vectors.write")) {
            Files.writeString(Vectors.source("kernel.json"), made);
        }
        assertThat(Files.readString(Vectors.source("kernel.json"))).isEqualTo(made);
    }

    /** Each answer is asked of the kernel and of the reference; only what both say is written. */
    private static String answers(LawCases cases, String content, List<Op> raw) throws InapplicableException {
        Text text = Text.of(content, new NodeSizes(2, 2));
        Delta a = Delta.of(raw);
        Delta b = cases.operation(content);
        Delta next = cases.operation(Reference.apply(content, a.ops()));
        return object(
                "content", content,
                "raw", raw,
                "a", same(a.ops(), Reference.normalForm(raw)),
                "b", b,
                "next", next,
                "applied", same(text.apply(a).toString(), Reference.apply(content, a.ops())),
                "composed", same(a.compose(next).ops(), Reference.compose(a.ops(), next.ops())),
                "bOverA", same(b.transformOver(a).ops(), Reference.transformOver(b.ops(), a.ops())),
                "aUnderB", same(a.transformUnder(b).ops(), Reference.transformUnder(a.ops(), b.ops())),
                "inverted", same(a.invert(text).ops(), Reference.invert(a.ops(), content)),
                "positions", same(positions(content, a), IntStream.rangeClosed(0, content.length())
                        .mapToObj(position -> Reference.transformPosition(position, a.ops())).toList()));
    }

    /** An operation made on other content, so that many reach past the end or cut a pair. */
    private static String refusal(LawCases cases, String content, List<Op> raw) {
        String other = cases.text(content.codePointCount(0, content.length()));
        Delta a = Delta.of(raw);
        Object outcome;
        try {
            outcome = Text.of(other, new NodeSizes(2, 2)).apply(a).toString();
            assertThat(Reference.refusal(other, a.ops())).isNull();
        } catch (InapplicableException e) {
            assertThat(Reference.refusal(other, a.ops())).isEqualTo(e.reason());
            return object("content", other, "a", a, "refused", e.reason().name());
        }
        return object("content", other, "a", a, "applied", same(outcome, Reference.apply(other, a.ops())));
    }

    private static List<Integer> positions(String content, Delta a) {
        return IntStream.rangeClosed(0, content.length()).mapToObj(a::transformPosition).toList();
    }

    private static Object same(Object ours, Object reference) {
        assertThat(ours).isEqualTo(reference);
        return ours;
    }

    private static String object(Object... namesAndValues) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(Vectors.json(namesAndValues[i]) + ":" + Vectors.json(namesAndValues[i + 1]));
        }
        return "{" + String.join(",", fields) + "}";
    }

    @Test
    void vectorsHoldEveryKindOfAnswer() throws IOException {
        String file = Files.readString(Vectors.source("kernel.json"));
        assertThat(file).contains("\"refused\":\"PAST_END\"", "\"refused\":\"CUTS_SURROGATE_PAIR\"", "\\u0000");
        assertThat(file.split("\\},\\{\"delete\":\\d+\\},\\{\"insert\"", -1)).hasSizeGreaterThan(100);
    }
}
