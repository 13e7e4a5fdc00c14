package io.cowrite.kernel;

import io.cowrite.kernel.InapplicableException.Reason;
import io.cowrite.kernel.Op.Delete;
import io.cowrite.kernel.Op.Insert;
import io.cowrite.kernel.Op.Retain;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TextTests {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final LawCases cases = new LawCases(seed);

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 2", "4, 4", "7, 5", "512, 24"})
    @DisplayName("[K4] a long life of edits gives what a plain string gives, in nodes of any size")
    void longLifeOfEdits(int leafUnits, int branchChildren) throws Exception {
        NodeSizes sizes = new NodeSizes(leafUnits, branchChildren);
        Delta content = cases.content(30);
        Text text = Text.of(content, sizes);
        for (int i = 0; i < 2_000; i++) {
            cases.rich(i % 400 > 150);
            Delta operation = i % 200 == 199 ? emptying(content) : edit(content);
            text = text.apply(operation);
            content = LawCase.after(content, operation);
            String expected = LawCases.units(content);
            assertThat(text.toString()).as("seed %d, edit %d", seed, i).isEqualTo(expected);
            assertThat(text.toDelta()).as("seed %d, edit %d", seed, i).isEqualTo(content);
            assertThat(text.length()).isEqualTo(expected.length());
            assertThat(text).isEqualTo(Text.of(content)).hasSameHashCodeAs(expected);
            assertThat(text.chunks()).allSatisfy(chunk -> {
                assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(leafUnits);
                WellFormed.require(chunk);
            });
            assertThat(String.join("", text.chunks())).isEqualTo(expected);
        }
    }

    private Delta edit(Delta content) {
        String units = LawCases.units(content);
        int at = units.offsetByCodePoints(0, random.nextInt(units.codePointCount(0, units.length()) + 1));
        int to = units.offsetByCodePoints(at,
                Math.min(random.nextInt(20), units.codePointCount(at, units.length())));
        Delta local = cases.operation(at == to ? Delta.EMPTY : Delta.of(new Insert(units.substring(at, to))));
        return at == 0 ? local : shifted(local, at);
    }

    private static Delta shifted(Delta operation, int by) {
        var ops = new ArrayList<Op>(operation.ops());
        ops.addFirst(new Retain(by));
        return Delta.of(ops);
    }

    private Delta emptying(Delta content) {
        return content.isEmpty()
                ? Delta.EMPTY
                : Delta.of(new Delete(content.lengthChange()), new Insert(cases.text(40)));
    }

    @Test
    @DisplayName("[K4] an edit leaves every earlier version as it was")
    void earlierVersionsStay() throws Exception {
        Text before = Text.of("abc", new NodeSizes(2, 2));
        Text after = before.apply(Delta.of(new Retain(1), new Delete(1), new Insert("xyz")));
        assertThat(before).hasToString("abc");
        assertThat(after).hasToString("axyzc");
    }

    @Test
    @DisplayName("[K4] a tree stays flat however it came about")
    void treeStaysFlat() throws Exception {
        NodeSizes sizes = new NodeSizes(4, 4);
        Text text = Text.of("", sizes);
        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(text.length() + 1);
            text = text.apply(at == 0 ? Delta.of(new Insert("a")) : Delta.of(new Retain(at), new Insert("a")));
        }
        for (int i = 0; i < 15_000; i++) {
            int at = 1 + random.nextInt(text.length() - 1);
            text = text.apply(Delta.of(new Retain(at), new Delete(1)));
        }
        int leaves = 0;
        for (String chunk : text.chunks()) {
            leaves += chunk.isEmpty() ? 0 : 1;
        }
        assertThat(text.length()).isEqualTo(5_000);
        assertThat(leaves).as("seed %d", seed).isLessThan(2 * 5_000 / 4 * 2);
        assertThat(text.tree().height()).as("seed %d", seed).isLessThan(14);
    }

    @Test
    @DisplayName("[K5] an operation past the end is refused, whatever else is wrong with it")
    void pastTheEnd() {
        refused("abc", Reason.PAST_END, Delta.of(new Delete(4)));
        refused("abc", Reason.PAST_END, Delta.of(new Retain(4), new Insert("a")));
        refused("\ud83d\ude00", Reason.PAST_END, Delta.of(new Delete(1), new Retain(1), new Delete(1)));
        refused("", Reason.PAST_END, Delta.of(new Delete(Integer.MAX_VALUE)));
    }

    @Test
    @DisplayName("[K5] an operation with a border inside a surrogate pair is refused")
    void cutPair() {
        for (Delta operation : new Delta[]{Delta.of(new Retain(2), new Insert("x")),
                Delta.of(new Retain(2), new Delete(1)),
                Delta.of(new Delete(2)), Delta.of(new Retain(1), new Delete(1)),
                Delta.of(new Retain(1), new Delete(1), new Insert("x"), new Delete(1))}) {
            refused("a\ud83d\ude00b", Reason.CUTS_SURROGATE_PAIR, operation);
        }
    }

    @Test
    @DisplayName("[K5] retains that end an operation may reach anywhere")
    void trailingRetainIsHarmless() throws Exception {
        assertThat(Text.of("\ud83d\ude00").apply(Delta.of(new Insert("a"), new Retain(1))))
                .hasToString("a\ud83d\ude00");
        assertThat(Text.of("").apply(Delta.of(new Insert("a"), new Retain(99)))).hasToString("a");
    }

    private static void refused(String content, Reason reason, Delta operation) {
        for (NodeSizes sizes : new NodeSizes[]{new NodeSizes(2, 2), NodeSizes.STANDARD}) {
            Text text = Text.of(content, sizes);
            assertThatExceptionOfType(InapplicableException.class)
                    .isThrownBy(() -> text.apply(operation))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
            assertThat(text).hasToString(content);
        }
        Delta inserts = content.isEmpty() ? Delta.EMPTY : Delta.of(new Insert(content));
        assertThat(Reference.refusal(Reference.cells(inserts.ops()), operation.ops())).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "\ud83d", "\ude00"})
    @DisplayName("[K1] content is made of well-formed text only")
    void contentIsWellFormed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Text.of(text));
    }

    @Test
    void unitsAndPartsAreThoseOfTheString() {
        String content = cases.text(50);
        Text text = Text.of(content, new NodeSizes(3, 2));
        for (int from = 0; from <= content.length(); from++) {
            for (int to = from; to <= content.length(); to++) {
                assertThat(text.substring(from, to)).isEqualTo(content.substring(from, to));
            }
        }
        for (int i = 0; i < content.length(); i++) {
            assertThat(text.charAt(i)).isEqualTo(content.charAt(i));
        }
        int length = content.length();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> text.charAt(length));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> text.substring(2, length + 1));
    }

    @Test
    void textsAreEqualByContentHoweverTheyAreCut() {
        String content = cases.text(40) + "a";
        Text text = Text.of(content, new NodeSizes(2, 2));
        assertThat(text).isEqualTo(Text.of(content, new NodeSizes(5, 3))).hasSameHashCodeAs(Text.of(content));
        assertThat(text).isNotEqualTo(Text.of(content.substring(0, content.length() - 1) + "b"));
        assertThat(text).isNotEqualTo(Text.of(content + "a"));
    }
}
