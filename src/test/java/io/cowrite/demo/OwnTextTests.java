package io.cowrite.demo;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnTextTests {

    private static final List<String> SENTENCES = List.of("This is a sentence.", "And this is another.");

    private Text text = Text.of("# Head\n\nrest");
    private OwnText own = new OwnText(text, SENTENCES);

    private void mine(Delta edit) throws InapplicableException {
        text = text.apply(edit);
        assertThat(own.length()).isEqualTo(text.length());
    }

    private void others(Delta edit) throws InapplicableException {
        text = text.apply(edit);
        own.follow(edit);
        assertThat(own.length()).isEqualTo(text.length());
    }

    private static Delta insert(int at, String what) {
        return at == 0 ? Delta.of(new Op.Insert(what)) : Delta.of(new Op.Retain(at), new Op.Insert(what));
    }

    @Test
    void aLineIsWrittenUnderItsHeadingAndTakenBackFromItsEnd() throws InapplicableException {
        mine(own.beginLine(text, 7));
        mine(own.write("ab"));
        mine(own.write("c"));
        assertThat(text.toString()).isEqualTo("# Head\nabc\n\nrest");
        mine(own.takeBack(2));
        assertThat(text.toString()).isEqualTo("# Head\nab\nrest");
        mine(own.takeBackAll());
        assertThat(text.toString()).isEqualTo("# Head\n\nrest");
        assertThat(own.isEmpty()).isTrue();
        assertThat(own.takeBack(1).isEmpty()).isTrue();
        assertThat(own.takeBackAll().isEmpty()).isTrue();
    }

    @Test
    void whatOthersWriteIntoItStays() throws InapplicableException {
        mine(own.beginLine(text, 7));
        mine(own.write("abcd"));
        others(insert(9, "XY"));
        others(insert(0, "> "));
        mine(own.write("e"));
        assertThat(text.toString()).isEqualTo("> # Head\nabXYcde\n\nrest");
        mine(own.takeBackAll());
        assertThat(text.toString()).isEqualTo("> # Head\nXY\nrest");
    }

    @Test
    void atTheEndOfALineOfOthersItBeginsOneOfItsOwn() throws InapplicableException {
        mine(own.beginLine(text, text.length()));
        mine(own.write("a"));
        assertThat(text.toString()).isEqualTo("# Head\n\nrest\na\n");
        mine(own.takeBackAll());
        assertThat(text.toString()).isEqualTo("# Head\n\nrest");
    }

    @Test
    void linesThatAnEarlierStartLeftAreRecognised() throws InapplicableException {
        text = Text
                .of("# Head\nThis is a sentence.\nAnd this is a\nAnd this is a fact.\nThis is a sentence. So!\nrest");
        own = new OwnText(text, SENTENCES);
        mine(own.takeBackAll());
        assertThat(text.toString()).isEqualTo("# Head\nAnd this is a fact.\nThis is a sentence. So!\nrest");
    }

    @Test
    void whateverOthersDoNothingOfTheirsIsTakenBack() throws InapplicableException {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            text = Text.of("....\n....");
            own = new OwnText(text, SENTENCES);
            mine(own.beginLine(text, 5));
            for (int i = 0; i < 20; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> mine(own.write("o"));
                    case 1 -> mine(own.takeBack(2));
                    case 2 -> others(insert(random.nextInt(text.length() + 1), "."));
                    default -> {
                        if (!text.isEmpty()) {
                            int at = random.nextInt(text.length());
                            others(at == 0
                                    ? Delta.of(new Op.Delete(1))
                                    : Delta.of(new Op.Retain(at), new Op.Delete(1)));
                        }
                    }
                }
            }
            long theirs = text.toString().chars().filter(unit -> unit == '.').count();
            mine(own.takeBackAll());
            assertThat(text.toString().chars().filter(unit -> unit == '.').count()).as("seed %d", seed)
                    .isEqualTo(theirs);
            assertThat(text.toString()).as("seed %d", seed).doesNotContain("o");
        }
    }
}
