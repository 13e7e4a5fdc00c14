package io.cowrite.cluster;

import java.util.UUID;

/** What this node knows of itself and of the others. Any thread. */
public final class Self {

    private final UUID id;
    private volatile int others;
    private volatile String timeline = "";

    /** @param id random, new at every start */
    public Self(UUID id) {
        this.id = id;
    }

    UUID id() {
        return id;
    }

    /** Other nodes that are registered, as last seen. */
    int others() {
        return others;
    }

    String timeline() {
        return timeline;
    }

    void others(int now) {
        others = now;
    }

    void timeline(String now) {
        timeline = now;
    }
}
