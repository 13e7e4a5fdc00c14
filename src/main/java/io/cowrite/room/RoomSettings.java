package io.cowrite.room;

import io.cowrite.protocol.Limits;

/**
 * Limits of a room; see docs/SPEC.md.
 *
 * @param limits those that clients are told
 * @param tailEntries most entries kept in memory behind the head
 * @param tailBytes most bytes of entries kept in memory behind the head
 * @param rowEntries most entries of one commit
 * @param rowBytes bytes of entries after which a commit takes no more
 * @param transformedBytes largest operation after transformation, bytes of its JSON; larger is refused
 * @param transformedComponents most components after transformation; more is refused
 * @param replicas how many replicas' last sequences are remembered; the one that wrote longest ago is forgotten
 * @param readBytes about how much of the log one read fetches
 * @param departures how many leaves are remembered for slow connections
 * @param idleMillis how long a room stays open after the last session has left
 * @param waitingBytesMax bytes of submissions that may wait on this node; beyond, connections close with 1013
 * @param refusalsPerMinute operations of one session that may be refused within a minute; one more closes it (4400)
 * @param upkeep what rooms cost the node
 */
public record RoomSettings(
        Limits limits,
        int tailEntries,
        int tailBytes,
        int rowEntries,
        int rowBytes,
        int transformedBytes,
        int transformedComponents,
        int replicas,
        int readBytes,
        int departures,
        long idleMillis,
        long waitingBytesMax,
        int refusalsPerMinute,
        Upkeep upkeep) {

    /**
     * Most bytes of entries that a room begins with: nobody is behind it yet, and who comes back from farther reads the
     * store. 64 KiB with the usual tail.
     */
    int loadedTailBytes() {
        return tailBytes / 16;
    }

    /**
     * Limits of what rooms cost the node.
     *
     * @param waitingMax submissions that may wait in a room before its people are told that saving is delayed
     * @param roomsMax rooms that may be open on this node; beyond, idle ones end, then connections close with 1013
     * @param snapshotEntries a snapshot is made after so many entries
     * @param snapshotBytes or after so many bytes of entries
     */
    public record Upkeep(int waitingMax, int roomsMax, int snapshotEntries, int snapshotBytes) {

        public static final Upkeep DEFAULTS = new Upkeep(1_000, 20_000, 1_000, 256 << 10);
    }

    public static final RoomSettings DEFAULTS = new RoomSettings(
            Limits.DEFAULTS,
            2_000,
            1 << 20,
            1_000,
            256 << 10,
            128 << 10,
            10_000,
            10_000,
            256 << 10,
            16_384,
            60_000,
            64L << 20,
            20,
            Upkeep.DEFAULTS);

    /** Limits with the usual upkeep. */
    public RoomSettings(
            Limits limits,
            int tailEntries,
            int tailBytes,
            int rowEntries,
            int rowBytes,
            int transformedBytes,
            int transformedComponents,
            int replicas,
            int readBytes,
            int departures,
            long idleMillis,
            long waitingBytesMax,
            int refusalsPerMinute) {
        this(
                limits,
                tailEntries,
                tailBytes,
                rowEntries,
                rowBytes,
                transformedBytes,
                transformedComponents,
                replicas,
                readBytes,
                departures,
                idleMillis,
                waitingBytesMax,
                refusalsPerMinute,
                Upkeep.DEFAULTS);
    }

    RoomSettings with(Upkeep otherUpkeep) {
        return with(limits, refusalsPerMinute, otherUpkeep);
    }

    RoomSettings with(Limits others, int otherRefusalsPerMinute, Upkeep otherUpkeep) {
        return new RoomSettings(
                others,
                tailEntries,
                tailBytes,
                rowEntries,
                rowBytes,
                transformedBytes,
                transformedComponents,
                replicas,
                readBytes,
                departures,
                idleMillis,
                waitingBytesMax,
                otherRefusalsPerMinute,
                otherUpkeep);
    }
}
