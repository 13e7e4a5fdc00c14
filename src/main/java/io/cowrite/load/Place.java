package io.cowrite.load;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Selection;
import java.util.random.RandomGenerator;

/**
 * Where one person types. It deletes nothing but what it has just typed itself, so that how long the text must be in the
 * end is known. Confined to whoever guards the text.
 */
final class Place {

    /** A text as long as this does not grow much. */
    static final int UNITS_MAX = 100_000;

    private static final String LETTERS = "etaoin shrdlu cmfwyp vbgkqj xz\n";
    private static final int EDITS_PER_DELETION = 8;
    private static final int EDITS_PER_MOVE = 40;
    private static final int SELECTED_MAX = 12;

    private final RandomGenerator random;
    private int caret;
    /** Units right before the caret that were typed here without a gap. */
    private int own;

    Place(RandomGenerator random) {
        this.random = random;
    }

    /** The text is another one now. */
    void reset() {
        caret = 0;
        own = 0;
    }

    /** Somebody else changed the text. */
    void follow(Delta change) {
        int start = change.transformPosition(caret - own);
        caret = change.transformPosition(caret);
        if (caret - start != own) {
            own = 0;
        }
    }

    /** The next edit of {@code text}, which has then been made: one unit more or less. */
    Delta next(Text text) {
        boolean full = text.length() >= UNITS_MAX;
        if (caret > text.length() || (!full && random.nextInt(EDITS_PER_MOVE) == 0)) {
            caret = random.nextInt(text.length() + 1);
            own = 0;
        }
        return own > 0 && random.nextInt(full ? 2 : EDITS_PER_DELETION) == 0 ? deletion() : insertion();
    }

    private Delta deletion() {
        own--;
        caret--;
        return at(caret, new Op.Delete(1));
    }

    private Delta insertion() {
        int letter = random.nextInt(LETTERS.length());
        own++;
        caret++;
        return at(caret - 1, new Op.Insert(LETTERS.substring(letter, letter + 1)));
    }

    private static Delta at(int position, Op op) {
        return position == 0 ? Delta.of(op) : Delta.of(new Op.Retain(position), op);
    }

    /** From the caret a little back. */
    Selection selection() {
        return new Selection(Math.max(0, caret - random.nextInt(SELECTED_MAX)), caret);
    }
}
