package io.cowrite.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code presence} message says of one session, but for its selection, which moves with every commit: encoded once
 * and sent to many. Immutable.
 */
public final class PresentBytes {

    /** Most bytes of a selection and of what stands around it. */
    private static final int SELECTION_BYTES = 64;

    private final byte[] json;

    private PresentBytes(byte[] json) {
        this.json = json;
    }

    /** @param state JSON object that the session's client gave, or null */
    public static PresentBytes of(String sessionId, ServerMessage.User user, @Nullable String state) {
        JsonBytes out = new JsonBytes(160);
        out.raw("{\"sessionId\":").string(sessionId);
        ServerWriter.writeUser(out, user);
        if (state != null) {
            out.raw(",\"state\":").json(state);
        }
        return new PresentBytes(out.toByteArray());
    }

    /** How many bytes of a frame this session takes at most. */
    public int frameBytes() {
        return json.length + SELECTION_BYTES;
    }

    void write(JsonBytes out, @Nullable Selection selection) {
        ClientCodec.writeSelection(out.raw(json), selection);
        out.raw('}');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PresentBytes bytes && Arrays.equals(json, bytes.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }
}
