package io.cowrite.load;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTests {

    private static final String OTHERS = "X";

    private final SplittableRandom random = new SplittableRandom(11);
    private final Place place = new Place(random);
    private Text text = Text.EMPTY;
    private int deleted;

    @Test
    void nothingOfOthersIsDeleted() throws InapplicableException {
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) == 0) {
                othersType();
            } else {
                type();
            }
        }
        assertThat(deleted).isGreaterThan(500);
    }

    @Test
    void aLongTextDoesNotGrowMuch() throws InapplicableException {
        text = Text.of(OTHERS.repeat(Place.UNITS_MAX));
        for (int i = 0; i < 20_000; i++) {
            type();
        }
        assertThat(text.length()).isLessThan(Place.UNITS_MAX + 2_000);
    }

    private void type() throws InapplicableException {
        Delta edit = place.next(text);
        if (edit.lengthChange() < 0) {
            deleted++;
            int at = edit.baseLength() - 1;
            assertThat(text.charAt(at)).as("at %d", at).isNotEqualTo('X');
        }
        text = text.apply(edit);
    }

    /** At the caret, or a little before it. */
    private void othersType() throws InapplicableException {
        int at = Math.max(0, place.selection().head() - random.nextInt(4));
        Delta change = at < text.length() && text.charAt(at) == 'X'
                ? edit(at, new Op.Delete(1))
                : edit(at, new Op.Insert(OTHERS));
        text = text.apply(change);
        place.follow(change);
    }

    private static Delta edit(int at, Op op) {
        return at == 0 ? Delta.of(op) : Delta.of(new Op.Retain(at), op);
    }
}
