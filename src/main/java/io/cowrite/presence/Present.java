package io.cowrite.presence;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.PresentBytes;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One session as others see it.
 *
 * @param selection at the version of the roster; null: none shown
 * @param state JSON object that its client gave, or null
 * @param stamp when it last said something; see {@link Roster#stamp()}
 * @param bytes all but the selection, as it is sent
 */
public record Present(
        String sessionId,
        Author author,
        @Nullable Selection selection,
        @Nullable String state,
        long stamp,
        PresentBytes bytes) {

    public Present(String sessionId, Author author, @Nullable Selection selection, @Nullable String state, long stamp) {
        this(sessionId, author, selection, state, stamp, bytes(sessionId, author, state));
    }

    private static PresentBytes bytes(String sessionId, Author author, @Nullable String state) {
        return PresentBytes.of(sessionId, new ServerMessage.User(author.id(), author.name(), author.color()), state);
    }

    /** The same session, showing something else. */
    Present showing(@Nullable Selection other, @Nullable String otherState, long at) {
        return Objects.equals(state, otherState)
                ? new Present(sessionId, author, other, state, at, bytes)
                : new Present(sessionId, author, other, otherState, at);
    }

    /** After {@code operations}, one after the other. */
    Present over(List<Delta> operations) {
        if (selection == null) {
            return this;
        }
        Selection moved = selection;
        for (Delta operation : operations) {
            moved = move(moved, operation);
        }
        return moved.equals(selection) ? this : new Present(sessionId, author, moved, state, stamp, bytes);
    }

    /** {@code selection} after {@code operation}; an insert at a position moves it. */
    public static Selection move(Selection selection, Delta operation) {
        return new Selection(
                operation.transformPosition(selection.anchor()), operation.transformPosition(selection.head()));
    }
}
