package io.cowrite.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a delta in pieces as short as the other delta of the walk asks for. After its end it is an endless retain. */
final class OpCursor {

    private final List<Op> ops;
    private int index;
    private int offset;
    private @Nullable Op current;

    OpCursor(Delta delta) {
        ops = delta.ops();
        current = ops.isEmpty() ? null : ops.getFirst();
    }

    boolean atEnd() {
        return current == null;
    }

    boolean atInsertion() {
        return current != null && current.isInsertion();
    }

    boolean atDelete() {
        return current instanceof Op.Delete;
    }

    /** Those of the component here. */
    Attributes attributes() {
        return current == null ? Attributes.NONE : current.attributes();
    }

    /** Units left of the component here. */
    int remaining() {
        return current == null ? Integer.MAX_VALUE : current.length() - offset;
    }

    void skip(int length) {
        if (current == null) {
            return;
        }
        offset += length;
        if (offset == current.length()) {
            index++;
            offset = 0;
            current = index < ops.size() ? ops.get(index) : null;
        }
    }

    /** The rest of the component here. */
    Op take() {
        return take(remaining());
    }

    /**
     * The next {@code length} units, at most {@link #remaining()}.
     *
     * @throws IllegalArgumentException if a surrogate pair of an insert would be cut
     */
    Op take(int length) {
        Op piece = piece(length);
        skip(length);
        return piece;
    }

    private Op piece(int length) {
        if (current != null && length == current.length()) {
            return current;
        }
        return switch (current) {
            case Op.Insert(String text, Attributes attributes) ->
                new Op.Insert(text.substring(offset, offset + length), attributes);
            case Op.Embed embed -> embed;
            case Op.Delete _ -> new Op.Delete(length);
            case Op.Retain(int _, Attributes attributes) -> new Op.Retain(length, attributes);
            case null -> new Op.Retain(length);
        };
    }
}
