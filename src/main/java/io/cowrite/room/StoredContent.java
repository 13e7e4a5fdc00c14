package io.cowrite.room;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.MalformedException;
import java.nio.charset.StandardCharsets;

/** Content as a snapshot holds it: the JSON of the operation that makes it from nothing. Pure; any thread. */
public final class StoredContent {

    private StoredContent() {}

    static byte[] encode(Text content) {
        return DeltaJson.encode(content.toDelta());
    }

    /** @throws MalformedException unless {@code bytes} are what {@code encode} gives */
    public static Text decode(byte[] bytes) throws MalformedException {
        try {
            return Text.of(DeltaJson.decode(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not the content of a document: " + e.getMessage());
        }
    }
}
