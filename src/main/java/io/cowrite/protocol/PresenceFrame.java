package io.cowrite.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code presence} message, built of bytes that others share. One thread. */
public final class PresenceFrame {

    private final JsonBytes out;
    private String separator = "";

    /**
     * @param version at which its selections count
     * @param bytes how many it will have, about
     */
    public PresenceFrame(long version, int bytes) {
        out = new JsonBytes(bytes);
        ServerWriter.beginPresence(out, version);
    }

    /** Adds somebody who joined or changed; without {@code selection} none is shown. */
    public PresenceFrame changed(PresentBytes present, @Nullable Selection selection) {
        present.write(out.raw(separator), selection);
        separator = ",";
        return this;
    }

    /** The frame's bytes. {@code left} are those who left, {@code viewers} is how many are here. */
    public byte[] end(List<String> left, int viewers) {
        ServerWriter.endPresence(out, left, viewers);
        return out.raw('}').toByteArray();
    }
}
