package io.cowrite.room;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.ContentParts;
import io.cowrite.protocol.ServerCodec;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of one content, encoded once for all who join while it is the newest. Any thread. */
final class ContentFrames {

    private final Text content;
    /** Kept by those who are being sent them. */
    private @Nullable WeakReference<List<byte[]>> frames;

    ContentFrames(Text content) {
        this.content = content;
    }

    Text content() {
        return content;
    }

    /** In order; none for empty content. Costs the content's length if nobody has them just now. */
    synchronized List<byte[]> get() {
        List<byte[]> known = frames == null ? null : frames.get();
        if (known != null) {
            return known;
        }
        List<byte[]> made = ContentParts.of(content, RoomView.FRAME_BYTES).stream().map(ServerCodec::encode).toList();
        frames = new WeakReference<>(made);
        return made;
    }
}
