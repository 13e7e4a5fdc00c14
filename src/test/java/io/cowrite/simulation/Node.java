package io.cowrite.simulation;

import io.cowrite.access.Author;
import io.cowrite.cluster.BusEar;
import io.cowrite.cluster.BusPeers;
import io.cowrite.cluster.ClusterNode;
import io.cowrite.cluster.Self;
import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerMessage.Notice;
import io.cowrite.room.JoinRequest;
import io.cowrite.room.Joined;
import io.cowrite.room.Quarantine;
import io.cowrite.room.RoomPorts;
import io.cowrite.room.Rooms;
import io.cowrite.room.Subscriber;
import io.cowrite.room.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One process of the service: real rooms and connections. It crashes, and starts again with nothing. */
final class Node {

    private static final Author OPERATOR = new Author(Store.OWNER, "Operator", "#112233");
    private static final Point UNKNOWN = new Point(1_000_000, Hash.of(new byte[32]));

    private final World world;
    private final int number;
    private final SplittableRandom random;
    private final List<Link> links = new ArrayList<>();
    private Life life;
    private @Nullable Rooms rooms;
    private @Nullable ClusterNode cluster;
    private UUID id = new UUID(0, 0);
    private long clockSkewMillis;
    private @Nullable CrashPoint armed;
    private int armedCount;
    private boolean ticking;

    Node(World world, int number, long seed) {
        this.world = world;
        this.number = number;
        this.random = new SplittableRandom(seed);
        this.life = new Life(this);
    }

    void start() {
        life = new Life(this);
        Life mine = life;
        NodeJournal journal = new NodeJournal(world, mine);
        id = new UUID(random.nextLong(), random.nextLong());
        Self self = new Self(id);
        RoomPorts ports = new RoomPorts(
                journal, journal, this::execute, new Clock(mine), random.split(), world.meter, Quarantine.NONE,
                new BusPeers(self, world.bus.voice(), World.SEAL));
        rooms = new Rooms(ports, world.scenario.settings());
        ticking = false;
        cluster = new ClusterNode(self, new NodeRegister(world, journal), rooms.inbox(), new Clock(mine),
                world.scenario.cluster().settings(), world.messages);
        BusEar ear = new BusEar(self, World.SEAL, rooms.inbox(), world.messages);
        world.bus.join(mine, ear::hear);
        CompletionStage<Void> _ = cluster.start();
    }

    /** How much farther than others it has to the store. */
    long farNanos() {
        return number == 1 ? world.scenario.cluster().farMillis() * EventQueue.MILLI : 0;
    }

    boolean isUp() {
        return rooms != null;
    }

    Life life() {
        return life;
    }

    /** As it is registered. */
    UUID id() {
        return id;
    }

    Rooms rooms() {
        Rooms up = rooms;
        if (up == null) {
            throw new IllegalStateException("the node is down");
        }
        return up;
    }

    TimeSource time() {
        return new Clock(life);
    }

    void execute(Runnable task) {
        long delay = random.nextInt(16) == 0 ? random.nextLong(3 * EventQueue.MILLI) : random.nextLong(40_000);
        world.queue.in(delay, life, task);
    }

    /** Ends at once; whoever was connected may hear of it late or never. Starts again after {@code millis}. */
    void crash(long millis) {
        if (!isUp()) {
            return;
        }
        world.tally.add(Seen.NODE_CRASHES);
        stop();
        world.queue.in(millis * EventQueue.MILLI, world.storeLife, this::startAgain);
    }

    private void stop() {
        life.end();
        rooms = null;
        armed = null;
        List.copyOf(links).forEach(Link::serverDied);
        links.clear();
    }

    void startAgain() {
        if (!isUp()) {
            start();
        }
    }

    /** Lets everybody go, then ends and starts again. */
    void drain(long millis) {
        if (!isUp()) {
            return;
        }
        Life mine = life;
        rooms().drain().thenRun(() -> world.queue.in(EventQueue.SECOND / 2, mine, () -> {
            ClusterNode leaving = cluster;
            if (leaving != null) {
                CompletionStage<Void> _ = leaving.stop();
            }
            stop();
            world.queue.in(millis * EventQueue.MILLI, world.storeLife, this::startAgain);
        }));
    }

    void arm(CrashPoint point, int nth) {
        armed = point;
        armedCount = nth;
    }

    void disarm() {
        armed = null;
    }

    /** What runs now reached {@code point}. */
    void reached(CrashPoint point) {
        if (point == armed && --armedCount == 0) {
            world.tally.add(Seen.POINT_CRASHES);
            crash(random.nextLong(2_000));
            throw new CrashedError();
        }
    }

    void skewClock(long millis) {
        clockSkewMillis = millis;
    }

    void add(Link link) {
        links.add(link);
        if (!ticking) {
            ticking = true;
            tickAgain(life);
        }
    }

    void remove(Link link) {
        links.remove(link);
    }

    private void tickAgain(Life mine) {
        world.queue.in(EventQueue.SECOND, mine, () -> {
            List.copyOf(links).forEach(Link::tick);
            if (links.isEmpty()) {
                ticking = false;
            } else {
                tickAgain(mine);
            }
        });
    }

    /** Whoever joins with a point that the room does not know has it read the log. */
    void lookAtTheLog() {
        if (isUp()) {
            rooms().join(World.DOCUMENT, new JoinRequest(OPERATOR, "operator" + number, List.of(UNKNOWN), 1,
                    world.queue.now(), new Looker()));
        }
    }

    private static final class Looker implements Subscriber {

        @Override
        public void joined(Joined joined) {
            joined.session().leave();
        }

        @Override
        public void changed() {}

        @Override
        public void notice(Notice notice) {}

        @Override
        public void close(CloseCode code, String reason) {}

        @Override
        public void closeAfterFlush(CloseCode code, String reason) {}
    }

    private final class Clock implements TimeSource {

        private final Life mine;

        Clock(Life mine) {
            this.mine = mine;
        }

        @Override
        public long nanos() {
            return world.queue.now() + number * 1_000_003L;
        }

        @Override
        public long epochMillis() {
            return 1_700_000_000_000L + world.queue.now() / EventQueue.MILLI + clockSkewMillis;
        }

        @Override
        public void after(long millis, Runnable task) {
            world.queue.in(millis * EventQueue.MILLI + random.nextLong(200_000), mine, task);
        }
    }
}
