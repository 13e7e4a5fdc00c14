package io.cowrite.presence;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session as others see it.
 *
 * @param selection at the version of the roster; null: none shown
 * @param state JSON object that its client gave, or null
 * @param stamp when it last said something; see {@link Roster#stamp()}
 */
public record Present(
        String sessionId, Author author, @Nullable Selection selection, @Nullable String state, long stamp) {

    /** After {@code operations}, one after the other. */
    Present over(List<Delta> operations) {
        if (selection == null) {
            return this;
        }
        Selection moved = selection;
        for (Delta operation : operations) {
            moved = move(moved, operation);
        }
        return moved.equals(selection) ? this : new Present(sessionId, author, moved, state, stamp);
    }

    /** {@code selection} after {@code operation}; an insert at a position moves it. */
    public static Selection move(Selection selection, Delta operation) {
        return new Selection(
                operation.transformPosition(selection.anchor()), operation.transformPosition(selection.head()));
    }
}
