package io.cowrite.kernel;

import io.cowrite.kernel.Op.Delete;
import io.cowrite.kernel.Op.Insert;
import io.cowrite.kernel.Op.Retain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeltaTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "a\rb", "\r\n", "\ud83d", "\ude00", "a\ud83d", "\ud83db", "\ude00\ud83d",
            "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00"})
    @DisplayName("[K1] an insert that is empty, has a carriage return or a lone surrogate is malformed")
    void malformedInsertIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Insert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\ud83d\ude00", "a\ud83d\ude00\ud83d\ude00b", "\u2028", "\ufeff", "\uffff"})
    @DisplayName("[K1] U+0000, line ends, pairs and noncharacters are text")
    void anyOtherTextIsTaken(String text) {
        assertThat(new Insert(text).length()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    @DisplayName("[K2] a length below 1 is malformed")
    void lengthIsAtLeastOne(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retain(length));
        assertThatIllegalArgumentException().isThrownBy(() -> new Delete(length));
    }

    @Test
    @DisplayName("[K2] lengths may add up to 2^31 - 1 before and after, not to more")
    void sumsAreBounded() {
        int most = Integer.MAX_VALUE;
        assertThat(Delta.of(new Retain(most - 1), new Delete(1)).baseLength()).isEqualTo(most);
        assertThat(Delta.of(new Delete(most)).lengthChange()).isEqualTo(-most);
        assertThat(Delta.of(new Delete(most), new Insert("ab")).lengthChange()).isEqualTo(2 - most);
        assertThatIllegalArgumentException().isThrownBy(() -> Delta.of(new Retain(most), new Delete(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Delta.of(new Insert("a"), new Retain(most)));
        assertThatIllegalArgumentException().isThrownBy(() -> Delta.of(new Delete(most), new Delete(most)));
    }

    @Test
    @DisplayName("[K2] lengths that overflow when transformed or composed are an error, not another operation")
    void overflowIsAnError() {
        Delta far = Delta.of(new Retain(Integer.MAX_VALUE - 1), new Delete(1));
        Delta insert = Delta.of(new Insert("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> far.transformOver(insert));
        assertThatIllegalArgumentException().isThrownBy(() -> far.transformUnder(insert));
        assertThatIllegalArgumentException().isThrownBy(() -> Delta.of(new Delete(2)).compose(far));
    }

    @Test
    @DisplayName("[K3] neighbours of a kind are one component, also round what vanishes")
    void neighboursMerge() {
        assertThat(Delta.of(new Retain(1), new Retain(2), new Insert("a"), new Insert("b"), new Insert("c"),
                new Delete(1), new Delete(2)).ops()).containsExactly(new Retain(3), new Insert("abc"), new Delete(3));
        Delta inserted = Delta.of(new Delete(1), new Insert("a"), new Delete(1));
        assertThat(inserted.compose(Delta.of(new Delete(1))).ops()).containsExactly(new Delete(2));
    }

    @Test
    @DisplayName("[K3] trailing retains are dropped; what changes nothing is empty")
    void trailingRetainsAreDropped() {
        assertThat(Delta.of(new Insert("a"), new Retain(1), new Retain(2)).ops()).containsExactly(new Insert("a"));
        assertThat(Delta.of(new Retain(5))).isSameAs(Delta.EMPTY);
        assertThat(Delta.of()).isSameAs(Delta.EMPTY);
        assertThat(Delta.of(new Insert("a"), new Retain(7)).baseLength()).isZero();
    }

    @Test
    @DisplayName("[K3] the order of an insert and a delete at one place is kept")
    void orderIsKept() {
        Delta insertFirst = Delta.of(new Insert("a"), new Delete(1));
        Delta deleteFirst = Delta.of(new Delete(1), new Insert("a"));
        assertThat(insertFirst).isNotEqualTo(deleteFirst);
        assertThat(deleteFirst.ops()).containsExactly(new Delete(1), new Insert("a"));
    }

    @Test
    @DisplayName("[K3] normal form at random is that of the reference, whatever the components")
    void normalFormIsCanonical() {
        long seed = new Random().nextLong();
        LawCases cases = new LawCases(seed);
        for (int i = 0; i < 10_000; i++) {
            cases.rich(i % 2 == 0);
            List<Op> components = cases.components(cases.content(5));
            assertThat(Delta.of(components).ops()).as("seed %d", seed).isEqualTo(Reference.normalForm(components));
        }
    }

    @Test
    @DisplayName("[K6] at a tie the committed text stands first")
    void committedStandsFirst() {
        Delta committed = Delta.of(new Insert("c"));
        Delta later = Delta.of(new Insert("l"));
        assertThat(later.transformOver(committed)).isEqualTo(Delta.of(new Retain(1), new Insert("l")));
        assertThat(committed.transformUnder(later)).isEqualTo(committed);
    }

    @Test
    @DisplayName("[K6] inserts at the two sides of deleted text keep their sides")
    void deletedTextKeepsSidesApart() {
        Delta committed = Delta.of(new Delete(1), new Insert("c"));
        Delta later = Delta.of(new Insert("l"), new Delete(1));
        assertThat(later.transformOver(committed)).isEqualTo(Delta.of(new Insert("l")));
        assertThat(committed.transformUnder(later)).isEqualTo(Delta.of(new Retain(1), new Insert("c")));
    }

    @Test
    @DisplayName("[K7] where the first deletes and the next inserts, the insert stands first")
    void nextInsertStandsBeforeTheDeletion() {
        assertThat(Delta.of(new Delete(1)).compose(Delta.of(new Insert("a"))))
                .isEqualTo(Delta.of(new Insert("a"), new Delete(1)));
        assertThat(Delta.of(new Delete(1), new Insert("b")).compose(Delta.of(new Retain(1), new Insert("a"))))
                .isEqualTo(Delta.of(new Delete(1), new Insert("ba")));
    }

    @Test
    @DisplayName("[K7] a next operation that cuts a pair which the first inserts is an error")
    void composeDoesNotCutPairs() {
        Delta pairs = Delta.of(new Insert("\ud83d\ude00\ud83d\udc4d"));
        for (Delta cutting : List.of(Delta.of(new Retain(1), new Insert("a")), Delta.of(new Delete(1)),
                Delta.of(new Retain(1), new Delete(2)), Delta.of(new Retain(2), new Delete(1)))) {
            assertThatIllegalArgumentException().as("%s", cutting).isThrownBy(() -> pairs.compose(cutting));
        }
    }

    @Test
    @DisplayName("[K7] composing all at once is composing in turn")
    void composeAllIsComposingInTurn() {
        LawCases cases = new LawCases(7);
        for (int i = 0; i < 100; i++) {
            LawCase on = cases.next();
            Delta inTurn = on.a().compose(on.c()).compose(on.d());
            assertThat(Delta.composeAll(List.of(on.a(), on.c(), on.d()))).isEqualTo(inTurn);
        }
        assertThat(Delta.composeAll(List.of())).isSameAs(Delta.EMPTY);
    }

    @Test
    @DisplayName("[K6] a later branch must be moved one by one: composed first it may end elsewhere")
    void laterBranchIsMovedOneByOne() {
        Delta committed = Delta.of(new Delete(1), new Insert("c"));
        Delta first = Delta.of(new Insert("f"), new Delete(1));
        Delta second = Delta.of(new Retain(1), new Insert("s"));
        Delta oneByOne = first.transformOver(committed)
                .compose(second.transformOver(committed.transformUnder(first)));
        assertThat(oneByOne).isEqualTo(Delta.of(new Insert("f"), new Retain(1), new Insert("s")));
        assertThat(first.compose(second).transformOver(committed)).isEqualTo(Delta.of(new Insert("fs")));
    }

    @Test
    @DisplayName("[K7] composing keystrokes at once is composing them in turn, whatever goes on with a burst and what does not")
    void keystrokesComposeAsInTurn() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int fewer = 0;
        for (int i = 0; i < 5_000; i++) {
            List<Delta> typed = keystrokes(random, random.nextInt(30));
            Delta inTurn = typed.stream().reduce(Delta.EMPTY, Delta::compose);
            assertThat(Delta.composeAll(typed)).as("seed %d, case %d: %s", seed, i, typed).isEqualTo(inTurn);
            fewer += typed.size() - Bursts.gathered(typed).size();
        }
        assertThat(fewer).isGreaterThan(10_000);
    }

    private static List<Delta> keystrokes(Random random, int count) {
        List<Delta> typed = new ArrayList<>();
        int at = 50;
        for (int i = 0; i < count; i++) {
            at = Math.max(0, at + (random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 0));
            Op op = keystroke(random);
            at -= op instanceof Delete ? Math.min(at, random.nextInt(2)) : 0;
            typed.add(at == 0 ? Delta.of(op) : Delta.of(new Retain(at), op));
            at += op.isInsertion() ? op.length() : 0;
        }
        return typed;
    }

    private static Op keystroke(Random random) {
        Attributes attributes = random.nextInt(10) == 0 ? Attributes.of("bold", true) : Attributes.NONE;
        return switch (random.nextInt(12)) {
            case 0 -> new Op.Embed(Json.Obj.of("image", new Json.Int(1)), attributes);
            case 1 -> new Retain(1 + random.nextInt(2), attributes);
            case 2, 3, 4 -> new Delete(1 + random.nextInt(3));
            default -> new Insert("abc".substring(random.nextInt(3)), attributes);
        };
    }

    @Test
    @DisplayName("[K7] a keystroke into the middle of a pair of the burst is refused")
    void burstKeepsPairs() {
        Delta pair = Delta.of(new Retain(3), new Insert("\ud83d\ude00"));
        for (Op op : List.of(new Delete(1), new Insert("a"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Delta.composeAll(List.of(pair, Delta.of(new Retain(4), op))));
        }
    }

    @Test
    @DisplayName("[K8] an operation that does not apply has no inverse")
    void inverseNeedsTheContent() {
        Text content = Text.of("\ud83d\ude00");
        assertThatIllegalArgumentException().isThrownBy(() -> Delta.of(new Delete(3)).invert(content));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delta.of(new Retain(1), new Insert("a")).invert(content));
    }

    @Test
    @DisplayName("[K9] an insert at a position moves it, a delete over it moves it to where the deleted text began")
    void positionsMove() {
        assertThat(Delta.of(new Retain(2), new Insert("ab")).transformPosition(2)).isEqualTo(4);
        assertThat(Delta.of(new Retain(2), new Insert("ab")).transformPosition(1)).isEqualTo(1);
        assertThat(Delta.of(new Retain(1), new Delete(3)).transformPosition(3)).isEqualTo(1);
        assertThat(Delta.of(new Retain(1), new Delete(3), new Insert("a")).transformPosition(3)).isEqualTo(1);
        assertThat(Delta.of(new Retain(1), new Delete(3), new Insert("a")).transformPosition(4)).isEqualTo(2);
        assertThat(Delta.of(new Insert("a")).transformPosition(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
