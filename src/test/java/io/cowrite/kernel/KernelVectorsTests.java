package io.cowrite.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
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
            cases.rich(i % 2 == 0);
            Delta content = cases.content(i % 7);
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
    private static String answers(LawCases cases, Delta content, List<Op> raw) throws InapplicableException {
        Text text = Text.of(content, Algebra.TINY);
        Delta a = Delta.of(raw);
        Delta b = cases.operation(content);
        Delta after = LawCase.after(content, a);
        Delta next = cases.operation(after);
        Text applied = text.apply(a);
        return object(
                "content", content,
                "raw", raw,
                "a", same(a.ops(), Reference.normalForm(raw)),
                "b", b,
                "next", next,
                "applied", same(applied.toDelta(), after),
                "checksum", same(applied.checksum(), crc32(LawCases.units(after))),
                "jsonChecksum", same(applied.jsonChecksum(), crc32(Vectors.json(after))),
                "composed", same(a.compose(next).ops(), Reference.compose(a.ops(), next.ops())),
                "bOverA", same(b.transformOver(a).ops(), Reference.transformOver(b.ops(), a.ops())),
                "aUnderB", same(a.transformUnder(b).ops(), Reference.transformUnder(a.ops(), b.ops())),
                "inverted", same(a.invert(text).ops(), Reference.invert(a.ops(), Reference.cells(content.ops()))),
                "positions", same(positions(content, a), IntStream.rangeClosed(0, content.lengthChange())
                        .mapToObj(position -> Reference.transformPosition(position, a.ops())).toList()));
    }

    /** An operation made on other content, so that many reach past the end or cut a pair. */
    private static String refusal(LawCases cases, Delta content, List<Op> raw) {
        String units = LawCases.units(content);
        Delta other = cases.content(units.codePointCount(0, units.length()));
        Delta a = Delta.of(raw);
        Object outcome;
        try {
            outcome = Text.of(other, Algebra.TINY).apply(a).toDelta();
            assertThat(Reference.refusal(Reference.cells(other.ops()), a.ops())).isNull();
        } catch (InapplicableException e) {
            assertThat(Reference.refusal(Reference.cells(other.ops()), a.ops())).isEqualTo(e.reason());
            return object("content", other, "a", a, "refused", e.reason().name());
        }
        return object("content", other, "a", a, "applied", same(outcome, LawCase.after(other, a)));
    }

    private static List<Integer> positions(Delta content, Delta a) {
        return IntStream.rangeClosed(0, content.lengthChange()).mapToObj(a::transformPosition).toList();
    }

    private static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
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
        assertThat(file).contains("\"refused\":\"PAST_END\"", "\"refused\":\"CUTS_SURROGATE_PAIR\"", "\\u0000",
                "\"insert\":{\"", ":null},\"retain\"", "\"b\":\"x\",\"i\":true}");
        assertThat(file.split("\\},\\{\"delete\":\\d+\\},\\{\"insert\"", -1)).hasSizeGreaterThan(100);
    }
}
