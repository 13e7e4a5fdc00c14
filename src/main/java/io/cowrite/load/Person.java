package io.cowrite.load;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Somebody who types in one document. The connection's lock guards the place where. */
final class Person implements Typist.Hands, AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final String name;
    private final Tally tally;
    private final Window window;
    private final Ticks ticks;
    private final CountDownLatch over;
    private final Place place;
    private final Witness witness;
    private @Nullable volatile DocumentConnection connection;

    /** @param over ends typing */
    Person(String name, Ledger ledger, Tally tally, Window window, Ticks ticks, CountDownLatch over,
            RandomGenerator random) {
        this.name = name;
        this.tally = tally;
        this.window = window;
        this.ticks = ticks;
        this.over = over;
        this.place = new Place(random);
        this.witness = new Witness(ledger, tally, ticks, place);
    }

    /** Opens the document, once. */
    void enter(Function<ConnectionListener, DocumentConnection> door) {
        connection = door.apply(witness);
    }

    private DocumentConnection connection() {
        return Objects.requireNonNull(connection);
    }

    /** Waits for the text; false if typing is over before. */
    boolean awaitText() throws InterruptedException {
        while (!connection().await(Replica::isLoaded, LOOK_MILLIS)) {
            if (over.getCount() == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether they have had the text. */
    boolean hasEntered() {
        DocumentConnection made = connection;
        return made != null && made.look(_ -> witness.hasText());
    }

    /** Whether they are connected and follow the log. */
    boolean isLive() {
        DocumentConnection made = connection;
        return made != null && made.look(Replica::isLive);
    }

    /** Whether all their edits are in the log and they are at {@code version} of it. */
    boolean isSettledAt(long logVersion) {
        DocumentConnection made = connection;
        return made != null
                && made.look(replica -> replica.isLive() && replica.isSettled() && replica.version() == logVersion);
    }

    /** The last entry that they have; -1: none. */
    long version() {
        DocumentConnection made = connection;
        return made == null ? -1 : made.look(Replica::version);
    }

    /** What they have; empty while they have nothing. */
    Optional<Copy> copy() {
        DocumentConnection made = connection;
        return made == null ? Optional.empty() : made.look(this::copyOf);
    }

    private Optional<Copy> copyOf(Replica replica) {
        return Optional.ofNullable(replica.hash())
                .map(hash -> new Copy(name, replica.shown(), replica.version(), hash.hex()));
    }

    @Override
    public void type(long dueNanos) throws InterruptedException {
        while (awaitText()) {
            try {
                connection().edit(text -> {
                    Delta edit = place.next(text);
                    witness.typed(dueNanos, edit.lengthChange());
                    return edit;
                });
                typed(dueNanos);
                return;
            } catch (InapplicableException | IllegalStateException e) {
                // The text is being loaded anew.
                connection().look(_ -> witness.untyped());
            }
        }
    }

    private void typed(long dueNanos) {
        tally.typed.increment();
        tally.late.record(dueNanos, ticks.nanos());
        if (window.holds(dueNanos)) {
            tally.typedInWindow.increment();
        }
    }

    @Override
    public void moveCursor() {
        var selection = connection().look(_ -> place.selection());
        connection().select(selection);
    }

    /** Leaves. */
    @Override
    public void close() {
        DocumentConnection made = connection;
        if (made != null) {
            made.close();
        }
    }
}
