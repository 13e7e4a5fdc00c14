package io.cowrite.room;

import io.cowrite.journal.Append;
import io.cowrite.journal.LogRow;
import io.cowrite.presence.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keeps what one node tells, for a test to carry to another, or not, or otherwise than it was told. */
final class ToldPeers implements Peers {

    final UUID id;
    final List<CommittedElsewhere> rows = new ArrayList<>();
    final List<PresentElsewhere> presence = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    String timeline = "one";
    private boolean alone;

    /** Copies of submissions for {@code winner}. */
    record Asked(UUID winner, List<ForwardedSubmission> copies) {}

    ToldPeers(long number) {
        this.id = new UUID(0, number);
    }

    void alone(boolean now) {
        alone = now;
    }

    @Override
    public boolean alone() {
        return alone;
    }

    @Override
    public String timeline() {
        return timeline;
    }

    @Override
    public void committed(Append append, String on) {
        rows.add(new CommittedElsewhere(id, append.follows().hash(),
                new LogRow(append.firstVersion(), append.lastVersion(), append.hash(), append.entries())));
    }

    @Override
    public void forward(UUID documentId, UUID winner, List<ForwardedSubmission> submissions) {
        asked.add(new Asked(winner, submissions));
    }

    @Override
    public void present(UUID documentId, long version, List<Present> here) {
        presence.add(new PresentElsewhere(id, presence.size() + 1L, version, here));
    }
}
