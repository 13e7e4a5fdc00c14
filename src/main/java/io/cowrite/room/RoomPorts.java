package io.cowrite.room;

import io.cowrite.journal.Journal;
import io.cowrite.observability.RoomMeter;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Everything outside that rooms use.
 *
 * @param executor runs turns, fan-out and the decoding of what was read; must not be bounded by what blocks elsewhere
 */
public record RoomPorts(
        Journal journal, DocumentSource documents, Executor executor, TimeSource time, RandomGenerator random,
        RoomMeter meter, Quarantine quarantine, Peers peers) {

    /** With nobody who measures or proves, and no other node. */
    public RoomPorts(
            Journal journal, DocumentSource documents, Executor executor, TimeSource time,
            RandomGenerator random) {
        this(journal, documents, executor, time, random, RoomMeter.NONE, Quarantine.NONE, Peers.NONE);
    }
}
