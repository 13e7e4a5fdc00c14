package io.cowrite.simulation;

import io.cowrite.access.Author;
import io.cowrite.client.ConnectionListener;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.KeptReplica;
import io.cowrite.client.Replica;
import io.cowrite.client.ReplicaRecording;
import io.cowrite.client.Timer;
import io.cowrite.client.Transport;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody with a device: a real client, in processes that end, on a store that outlives them. */
final class Person implements ConnectionListener, Timer, Transport {

    private final World world;
    private final int number;
    private final Author author;
    private final int rank;
    private final SplittableRandom random;
    private final Typing typing;
    private Life life = new Life(null);
    private @Nullable DocumentConnection connection;
    private @Nullable Link link;
    private @Nullable KeptReplica kept;
    private @Nullable KeptReplica keptBefore;
    private @Nullable ReplicaRecording recording;
    private int home;
    private int replicas;

    /** {@code rank} tells those of one author apart. */
    Person(World world, int number, Author author, int rank, long seed) {
        this.rank = rank;
        this.world = world;
        this.number = number;
        this.author = author;
        this.random = new SplittableRandom(seed);
        this.typing = new Typing(world, number);
        this.home = random.nextInt(world.nodes.size());
    }

    Author author() {
        return author;
    }

    Life life() {
        return life;
    }

    int number() {
        return number;
    }

    @Nullable
    Link link() {
        return link;
    }

    /** From now on everything that happens to its replicas is recorded. */
    void record(ReplicaRecording all) {
        recording = all;
    }

    /** Opens the document, going on with {@code from}; null: as somebody new. */
    void open(@Nullable KeptReplica from) {
        tell(all -> all.opens(from));
        DocumentConnection opened = KeptReplica.connection(from, this, this, random.split(), this::newClientId, this);
        connection = opened;
        opened.open();
    }

    /** Two people may use one clientId: they are different authors. */
    private String newClientId() {
        replicas++;
        return random.nextInt(8) == 0 ? "shared-" + rank + "-" + replicas : "client-" + number + "-" + replicas;
    }

    <T> @Nullable T look(java.util.function.Function<Replica, T> look) {
        DocumentConnection at = connection;
        return at == null ? null : at.look(look);
    }

    void edit(long draw) {
        DocumentConnection at = connection;
        if (at == null || life.isAsleep(world.queue.now()) || !at.look(Replica::isLoaded)) {
            return;
        }
        try {
            at.edit(shown -> {
                Delta edit = typing.edit(shown, draw);
                tell(all -> all.edits(edit));
                return edit;
            });
            tellAfter(at);
        } catch (InapplicableException e) {
            throw new AssertionError(e);
        }
    }

    void select(long draw) {
        DocumentConnection at = connection;
        if (at != null && !life.isAsleep(world.queue.now()) && at.look(Replica::isLoaded)) {
            int length = at.look(replica -> replica.shown().length());
            int place = (int) Math.floorMod(draw, length + 1L);
            at.select(new Selection(place, place));
        }
    }

    // The device.

    /** The process ends; {@code writesLost} are the newest of the writes to its store. */
    void crash(long millis, int writesLost) {
        DocumentConnection at = connection;
        if (at == null) {
            return;
        }
        world.tally.add(Seen.CLIENT_CRASHES);
        KeptReplica found = switch (writesLost) {
            case 0 -> keep(at);
            case 1 -> kept;
            default -> keptBefore;
        };
        if (writesLost > 0) {
            world.tally.add(Seen.LOST_WRITES);
            world.judge.writesLost(number);
        }
        life.end();
        life = new Life(null);
        connection = null;
        if (link != null) {
            link.clientDied();
            link = null;
        }
        kept = found;
        keptBefore = found;
        world.queue.in(millis * EventQueue.MILLI, life, () -> open(found));
    }

    private void tell(Consumer<ReplicaRecording> what) {
        if (recording != null) {
            what.accept(recording);
        }
    }

    private void tellAfter(DocumentConnection at) {
        tell(all -> at.look(replica -> {
            all.after(replica);
            return replica;
        }));
    }

    private KeptReplica keep(DocumentConnection at) {
        KeptReplica state = KeptReplica.of(at);
        tell(all -> all.keeps(state));
        return state;
    }

    void sleep(long nanos) {
        world.tally.add(Seen.SLEEPS);
        Life sleeper = life;
        sleeper.sleepUntil(world.queue.now() + nanos);
        world.queue.in(nanos, world.storeLife, () -> {
            if (!sleeper.isAsleep(world.queue.now())) {
                world.queue.wake(sleeper);
            }
        });
    }

    void wake() {
        world.queue.wake(life);
    }

    // The client's surroundings.

    @Override
    public Channel connect(Handler handler) {
        if (random.nextInt(4) > 0) {
            home = random.nextInt(world.nodes.size());
        }
        Link made = new Link(world, this, world.nodes.get(home), recorded(handler), random.nextLong());
        link = made;
        made.connect();
        return made;
    }

    private Handler recorded(Handler handler) {
        ReplicaRecording all = recording;
        DocumentConnection at = connection;
        return all == null || at == null ? handler : new RecordedHandler(handler, at, all);
    }

    /** The client gave its connection up. */
    void hungUp() {
        tell(ReplicaRecording::hangsUp);
    }

    /** What is sent was written to the store before. */
    void sends(String frame) {
        DocumentConnection at = connection;
        tell(all -> all.sends(frame));
        if (at != null) {
            if (frame.startsWith("{\"type\":\"submit\"") || frame.startsWith("{\"type\":\"hello\"")) {
                keptBefore = kept;
                kept = keep(at);
            }
            if (frame.startsWith("{\"type\":\"submit\"")) {
                world.judge.submitted(this, at.look(Replica::clientId), frame);
            }
        }
    }

    void closed(int code) {
        world.judge.closed(this, code);
    }

    @Override
    public long millis() {
        return world.queue.now() / EventQueue.MILLI;
    }

    @Override
    public void after(long millis, Runnable task) {
        world.queue.in(millis * EventQueue.MILLI + random.nextLong(200_000), life, task);
    }

    // What the client tells.

    @Override
    public void welcomed() {
        world.judge.welcomed(this);
    }

    @Override
    public void settled(long version, Entry entry) {
        world.judge.settled(this, version, entry);
    }

    @Override
    public void steppedBack(long version) {
        world.tally.add(Seen.STEPS_BACK);
    }

    @Override
    public void unsaved(Unsaved unsaved) {
        world.judge.unsaved(this, unsaved);
        tell(all -> all.unsaved(unsaved));
    }

    @Override
    public void present(ServerMessage.Presence presence) {
        world.judge.present(presence);
    }

    /** The person tries again, with what the client had. */
    @Override
    public void stopped(int closeCode, String reason) {
        world.queue.in((200 + random.nextLong(1_500)) * EventQueue.MILLI, life, () -> {
            DocumentConnection ended = connection;
            if (ended != null) {
                open(keep(ended));
            }
        });
    }
}
