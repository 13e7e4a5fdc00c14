package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
import java.util.Optional;

/** Composes entries for who is far behind. Pure. */
public final class CatchUp {

    /** Who is behind by fewer entries gets them one by one. */
    public static final int ENTRIES_MIN = 100;

    private static final int OVERHEAD = 192;
    private static final int COMPOSED_AT_ONCE = 64;

    private CatchUp() {}

    /**
     * The longest run of {@code entries}, from the first on, that fits a frame once composed; empty if they are few or
     * the frame would not be smaller than they are.
     *
     * @param entries run on, and none is of the receiver's own replica
     */
    public static Optional<RoomView.Frame> frame(List<SealedEntry> entries) {
        if (entries.size() < ENTRIES_MIN) {
            return Optional.empty();
        }
        Delta composed = Delta.EMPTY;
        int taken = 0;
        for (int step = COMPOSED_AT_ONCE; step > 0 && taken < entries.size();) {
            int end = Math.min(entries.size(), taken + step);
            Delta longer = composed.compose(compose(entries.subList(taken, end)));
            if (fits(longer)) {
                composed = longer;
                taken = end;
            } else {
                step /= 2;
            }
        }
        return taken < ENTRIES_MIN ? Optional.empty() : smaller(entries.subList(0, taken), composed);
    }

    private static Delta compose(List<SealedEntry> entries) {
        return Delta.composeAll(entries.stream().map(sealed -> sealed.entry().operation()).toList());
    }

    private static boolean fits(Delta operation) {
        return DeltaJson.encode(operation).length <= RoomView.FRAME_BYTES - OVERHEAD;
    }

    private static Optional<RoomView.Frame> smaller(List<SealedEntry> run, Delta composed) {
        SealedEntry last = run.getLast();
        byte[] bytes = ServerCodec.encode(new ServerMessage.Catchup(last.version(), composed, last.hash()));
        long entriesBytes = run.stream().mapToLong(entry -> entry.bytes().length).sum();
        return bytes.length < entriesBytes
                ? Optional.of(new RoomView.Frame(bytes, last.point()))
                : Optional.empty();
    }
}
