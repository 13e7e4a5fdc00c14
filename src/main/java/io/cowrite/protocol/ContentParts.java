package io.cowrite.protocol;

import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;

/** Cuts content into {@code content} messages. */
public final class ContentParts {

    /** Bytes of a frame beside its text. */
    private static final int OVERHEAD = 64;

    private ContentParts() {}

    /**
     * The parts of {@code text}, in order; none if it is empty. No part cuts a surrogate pair.
     *
     * @param frameBytesMax bytes of an encoded part, at least 128
     */
    public static List<ServerMessage.Content> of(Text text, int frameBytesMax) {
        String whole = text.toString();
        List<ServerMessage.Content> parts = new ArrayList<>();
        for (int start = 0; start < whole.length();) {
            int end = start + JsonSize.unitsThatFit(whole, start, frameBytesMax - OVERHEAD);
            parts.add(new ServerMessage.Content(whole.substring(start, end)));
            start = end;
        }
        return parts;
    }
}
