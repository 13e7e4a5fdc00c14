package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is committed, as the room knows it: log, record, last sequences. Owned by the room's thread. */
final class Head {

    private @Nullable RoomState state;
    private @Nullable DocumentRecord document;
    private @Nullable Replicas replicas;
    private long sinceNanos;

    boolean isLoaded() {
        return state != null;
    }

    /**
     * @param begun the loaded state, with as much of its tail as there is room for
     * @param nowNanos when that was known
     */
    void load(RoomLoader.Loaded loaded, RoomState begun, long nowNanos) {
        state = begun;
        document = loaded.document();
        replicas = loaded.replicas();
        sinceNanos = nowNanos;
    }

    /** Moves on over {@code entries}, which lead to {@code after}. */
    void advance(RoomState after, List<SealedEntry> entries, long nowNanos) {
        state = after;
        sinceNanos = entries.isEmpty() ? sinceNanos : nowNanos;
        Replicas known = replicas();
        entries.forEach(entry -> known.add(entry.entry()));
    }

    /** When the head was known to be committed: what was asked after that sees it. */
    long sinceNanos() {
        return sinceNanos;
    }

    void document(DocumentRecord now) {
        document = now;
    }

    RoomState state() {
        return loaded(state);
    }

    DocumentRecord document() {
        return loaded(document);
    }

    Replicas replicas() {
        return loaded(replicas);
    }

    long version() {
        return state().version();
    }

    private static <T> T loaded(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the document is not loaded");
        }
        return value;
    }
}
