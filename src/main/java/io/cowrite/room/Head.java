package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is committed, as the room knows it: log, record, last sequences. Owned by the room's thread. */
final class Head {

    private @Nullable RoomState state;
    private @Nullable DocumentRecord document;
    private @Nullable Replicas replicas;

    boolean isLoaded() {
        return state != null;
    }

    void load(RoomLoader.Loaded loaded) {
        state = loaded.state();
        document = loaded.document();
        replicas = loaded.replicas();
    }

    /** Moves on over {@code entries}, which lead to {@code after}. */
    void advance(RoomState after, List<SealedEntry> entries) {
        state = after;
        Replicas known = replicas();
        entries.forEach(entry -> known.add(entry.entry()));
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
