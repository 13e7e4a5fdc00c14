package io.cowrite.room;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checksums of one document's content that travel with its stream. Any thread; they are made by whoever asks. */
final class Checksums {

    static final long PAUSE_MILLIS = 5_000;

    /** So many are remembered, to be held against what clients have. */
    private static final int KNOWN_MAX = 64;

    private final TimeSource time;
    private final Map<Long, Long> known = new LinkedHashMap<>();
    private boolean begun;
    private long takenNanos;

    Checksums(TimeSource time) {
        this.time = time;
    }

    /** The checksum of {@code content}, which is that of {@code version}; null if one was made less than 5 s ago. */
    @Nullable
    Long take(long version, Text content, DocumentType type) {
        if (!isDue()) {
            return null;
        }
        long checksum = type.checksum(content);
        remember(version, checksum);
        return checksum;
    }

    private synchronized boolean isDue() {
        long now = time.nanos();
        if (begun && now - takenNanos < PAUSE_MILLIS * 1_000_000) {
            return false;
        }
        begun = true;
        takenNanos = now;
        return true;
    }

    private synchronized void remember(long version, long checksum) {
        known.put(version, checksum);
        if (known.size() > KNOWN_MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** What was sent for {@code version}; null if nothing was, or it is forgotten. */
    synchronized @Nullable Long sentAt(long version) {
        return known.get(version);
    }
}
