package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;

/** Cuts content into {@code content} messages. */
public final class ContentParts {

    /** Bytes of a frame beside its operation. */
    private static final int OVERHEAD = 64;

    private ContentParts() {}

    /**
     * The parts of {@code content}, in order; none if it is empty. No part cuts a surrogate pair.
     *
     * @param frameBytesMax bytes of an encoded part, at least 128; more only if the attributes of one insert, or one
     *     embed, are more already
     */
    public static List<ServerMessage.Content> of(Text content, int frameBytesMax) {
        OperationPieces pieces = new OperationPieces(content.toDelta().ops());
        List<ServerMessage.Content> parts = new ArrayList<>();
        while (!pieces.isEmpty()) {
            List<Op> part = pieces.take(frameBytesMax - OVERHEAD, Integer.MAX_VALUE);
            parts.add(new ServerMessage.Content(Delta.of(part)));
        }
        return parts;
    }
}
