package io.cowrite.load;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes of one person's edits when they are saved, and of others' when they are seen. The connection's lock guards it. */
final class Witness implements ConnectionListener {

    private record Edit(long dueNanos, int units) {}

    private final Ledger ledger;
    private final Tally tally;
    private final Ticks ticks;
    private final Place place;
    private final List<Edit> unsent = new ArrayList<>();
    private String clientId = "";
    private long sequence;
    private long version;
    private boolean welcomed;
    private boolean loaded;

    /** @param place follows the text */
    Witness(Ledger ledger, Tally tally, Ticks ticks, Place place) {
        this.ledger = ledger;
        this.tally = tally;
        this.ticks = ticks;
        this.place = place;
    }

    /** Whether this person has ever had the text. */
    boolean hasText() {
        return loaded;
    }

    /** Before an edit is made: it makes the text {@code units} longer. */
    void typed(long dueNanos, int units) {
        unsent.add(new Edit(dueNanos, units));
    }

    /** The last edit could not be made; always true. */
    boolean untyped() {
        unsent.removeLast();
        return true;
    }

    @Override
    public void sending(ClientMessage message) {
        switch (message) {
            case ClientMessage.Hello hello when !hello.clientId().equals(clientId) -> {
                clientId = hello.clientId();
                sequence = 0;
            }
            case ClientMessage.Submit submit when submit.sequence() > sequence -> {
                sequence = submit.sequence();
                ledger.sent(new Sent(new Sent.Key(clientId, sequence),
                        unsent.stream().mapToLong(Edit::dueNanos).toArray(),
                        unsent.stream().mapToInt(Edit::units).sum()));
                unsent.clear();
            }
            case ClientMessage.Diverged _ -> tally.diverged.increment();
            default -> {
            }
        }
    }

    @Override
    public void settled(long settledVersion, Entry entry) {
        boolean refused = entry.refused() != null;
        Sent submission = ledger.settled(settledVersion, key(entry), refused);
        if (submission == null) {
            return;
        }
        if (refused) {
            tally.refused.add(submission.dueNanos().length);
            return;
        }
        long now = ticks.nanos();
        tally.acknowledged.add(submission.dueNanos().length);
        for (long due : submission.dueNanos()) {
            tally.saved.record(due, now);
        }
    }

    @Override
    public void received(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome welcome -> version = welcome.version();
            case ServerMessage.Ops ops -> delivered(ops);
            case ServerMessage.Catchup catchup -> {
                for (long at = version + 1; at <= catchup.toVersion(); at++) {
                    seen(ledger.at(at));
                }
                version = Math.max(version, catchup.toVersion());
            }
            default -> {
            }
        }
    }

    private void delivered(ServerMessage.Ops ops) {
        for (int i = 0; i < ops.operations().size(); i++) {
            Entry entry = ops.operations().get(i);
            long at = ops.firstVersion() + i;
            if (at > version && entry.refused() == null && !entry.clientId().equals(clientId)) {
                seen(ledger.delivered(at, key(entry)));
            }
        }
        version = Math.max(version, ops.firstVersion() + ops.operations().size() - 1);
    }

    private void seen(@Nullable Sent submission) {
        if (submission == null) {
            tally.deliveredUnmeasured.increment();
            return;
        }
        long now = ticks.nanos();
        tally.delivered.add(submission.dueNanos().length);
        for (long due : submission.dueNanos()) {
            tally.seen.record(due, now);
        }
    }

    private static Sent.Key key(Entry entry) {
        return new Sent.Key(entry.clientId(), entry.sequence());
    }

    @Override
    public void welcomed() {
        if (welcomed) {
            tally.reconnects.increment();
        }
        welcomed = true;
    }

    @Override
    public void loaded(Replica replica) {
        place.reset();
        if (loaded) {
            tally.loadedAnew.increment();
        }
        loaded = true;
    }

    @Override
    public void changed(Delta change) {
        place.follow(change);
    }

    @Override
    public void steppedBack(long reached) {
        tally.stepsBack.increment();
        version = reached;
    }

    @Override
    public void unsaved(Unsaved unsaved) {
        ledger.givenUp();
        if (unsaved.reason() == Unsaved.Reason.REFUSED) {
            return;
        }
        unsent.clear();
        tally.givenUp.increment();
    }

    @Override
    public void closed(int closeCode, String reason) {
        tally.closed(closeCode, reason);
    }
}
