package io.cowrite.room;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.client.RetreatBug;
import io.cowrite.client.Unsaved;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who write over breaking connections on two nodes whose store fails, in random schedules of everything that
 * could run. More seeds: {@code -Dcowrite.simulation.seeds=100000}, from {@code -Dcowrite.simulation.first=0} on.
 */
class RoomSimulationTests {

    private static final List<Fault> FAULTS = List.of(Fault.values());

    /** Few components may be sent here, so that some edits cannot be offered again. */
    private static final Set<Unsaved.Reason> TAKEN_OUT_BY_A_ROLLBACK = Set.of(Unsaved.Reason.POINT_UNKNOWN,
            Unsaved.Reason.TOO_LARGE);
    private static final long SEEDS = Long.getLong("cowrite.simulation.seeds", 2_000);
    private static final long ROLLBACK_SEEDS = SEEDS / 4; // They take longer.
    private static final long FIRST = Long.getLong("cowrite.simulation.first", 0);
    private static final int STEPS = 400;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.cowrite.room");

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF); // Every fault is a warning.
    }

    @AfterAll
    static void beLoud() {
        LOG.setLevel(null);
    }

    @Test
    void everythingIsSavedOnceAndAllCopiesAreTheLog() {
        int refused = 0;
        int settled = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Simulation simulation = new Simulation(seed);
            try {
                simulation.run();
                simulation.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            refused += simulation.refused();
            settled += simulation.settled();
        }
        assertThat(refused).as("refusals").isGreaterThan(0);
        assertThat(settled).as("settled").isGreaterThan((int) SEEDS);
    }

    @Test
    void logsThatGoBackLoseAndDoubleNothing() {
        Went all = new Went();
        for (long seed = FIRST; seed < FIRST + ROLLBACK_SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, true, null);
            try {
                simulation.run();
                simulation.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            all.add(simulation);
        }
        System.out.println(ROLLBACK_SEEDS + " sessions: " + all);
        assertThat(all.stepsBack).as("steps back").isGreaterThan((int) ROLLBACK_SEEDS);
        assertThat(all.astray).as("led astray").isLessThan(all.stepsBack / 10);
    }

    @ParameterizedTest
    @EnumSource
    void eachWrongWayToStepBackIsFound(RetreatBug bug) {
        int found = 0;
        long sessions = Math.min(ROLLBACK_SEEDS, 500);
        for (long seed = FIRST; seed < FIRST + sessions; seed++) {
            Simulation simulation = new Simulation(seed, true, bug);
            try {
                simulation.run();
                simulation.check();
            } catch (RuntimeException | AssertionError e) {
                found++;
            }
        }
        System.out.println(bug + ": found in " + found + " of " + sessions + " sessions");
        assertThat(found).isGreaterThan(0);
    }

    /** What happened in all sessions together. */
    private static final class Went {

        private int rollbacks;
        private int stepsBack;
        private int refused;
        private int unknown;
        private int tooLarge;
        private int astray;

        void add(Simulation simulation) {
            rollbacks += simulation.rollbacks;
            for (SimulatedClient client : simulation.clients) {
                stepsBack += client.stepsBack;
                for (Unsaved unsaved : client.unsaved) {
                    switch (unsaved.reason()) {
                        case REFUSED -> refused++;
                        case POINT_UNKNOWN -> unknown++;
                        case TOO_LARGE -> tooLarge++;
                        default -> astray++;
                    }
                }
            }
        }

        @Override
        public String toString() {
            return rollbacks + " rollbacks, " + stepsBack + " steps back; to the tray: " + refused + " refused, "
                    + unknown + " without a known point, " + tooLarge + " too large to offer again, " + astray
                    + " led astray";
        }
    }

    private static final class Simulation {

        private static final Point UNKNOWN = new Point(1_000_000, Hash.of(new byte[32]));

        private final SplittableRandom random;
        private final RoomWorld world;
        private final List<Rooms> nodes;
        private final List<SimulatedClient> clients = new ArrayList<>();
        private final Set<String> inserted = new HashSet<>();
        private final boolean deletes;
        private final int troubles;
        private final boolean logGoesBack;
        private int rollbacks;

        Simulation(long seed) {
            this(seed, false, null);
        }

        Simulation(long seed, boolean logGoesBack, @Nullable RetreatBug bug) {
            this.logGoesBack = logGoesBack;
            random = new SplittableRandom(seed);
            deletes = random.nextBoolean();
            troubles = random.nextInt(4);
            int units = random.nextBoolean() ? 1_000_000 : 20;
            int tail = random.nextBoolean() ? 2_000 : 3;
            RoomSettings settings = new RoomSettings(
                    new Limits(200, logGoesBack ? 20 : 3, units, 200), tail, 100_000, 3, 100_000, 1_000,
                    100, 100, 300, 100, 60_000, 100_000, 1_000_000)
                    .with(new RoomSettings.Upkeep(1_000, 10, 1 + random.nextInt(10), 100_000));
            world = new RoomWorld(settings, random.nextLong());
            world.shuffle();
            nodes = List.of(world.rooms, new Rooms(world.ports(), settings));
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                Author author = new Author("user-" + random.nextInt(2), "name", "#112233");
                clients.add(
                        logGoesBack
                                ? new SimulatedClient(world, author, "client-" + i, bug)
                                : new SimulatedClient(world, author, "client-" + i));
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step(clients.get(random.nextInt(clients.size())));
            }
            heal();
        }

        private void step(SimulatedClient client) {
            switch (random.nextInt(logGoesBack ? 17 : 16)) {
                case 0, 1 -> type(client);
                case 2, 3 -> client.serverTakes();
                case 4, 5 -> client.serverSends();
                case 6, 7 -> client.clientTakes();
                case 8, 9, 10, 11, 12 -> world.step();
                case 13 -> world.tick(random.nextInt(40));
                case 14 -> move(client);
                case 15 -> trouble();
                default -> rollBack();
            }
        }

        private void move(SimulatedClient client) {
            if (!client.isConnected()) {
                client.connect(nodes.get(random.nextInt(nodes.size())));
            } else if (random.nextInt(4) == 0) {
                client.cut();
            }
        }

        private void trouble() {
            switch (random.nextInt(3) < troubles ? random.nextInt(8) : -1) {
                case 0, 1, 2 -> world.journal.next(FAULTS.get(random.nextInt(FAULTS.size())));
                case 3 -> world.journal.land();
                case 4 -> world.journal.release();
                case 5 -> world.journal.failReads(random.nextInt(3));
                case 6 -> rights(random.nextInt(3) == 0 ? Role.VIEWER : Role.EDITOR, random.nextBoolean());
                case 7 -> world.tick(random.nextInt(1_200));
                default -> {
                }
            }
        }

        /** As a failover or a restored backup does: what came last is gone, and whoever had seen it does not know. */
        private void rollBack() {
            if (random.nextInt(6) != 0) {
                return;
            }
            if (random.nextBoolean()) {
                letThrough(20); // So that people have seen what is lost now.
            }
            long end = world.log.lastVersion(world.documentId);
            long lost = random.nextLong(Math.min(end, random.nextBoolean() ? 3 : 15) + 1);
            world.log.rollBack(world.documentId, end - lost);
            if (random.nextInt(3) == 0) {
                world.journal.land(); // What was committed when it was tried again may land again.
            }
            rollbacks++;
        }

        private void rights(Role role, boolean tell) {
            world.rights(role, false, false);
            if (tell) {
                nodes.forEach(node -> node.changed(world.documentId));
            }
        }

        private void type(SimulatedClient client) {
            if (!client.replica.isLoaded()) {
                return;
            }
            int length = client.replica.shown().length();
            int at = random.nextInt(length + 1);
            if (deletes && at < length && random.nextInt(3) == 0) {
                client.edit(TestSession.delete(at, 1 + random.nextInt(Math.min(3, length - at))));
            } else {
                String token = Character.toString(0x4e00 + inserted.size());
                inserted.add(token);
                client.edit(TestSession.insert(at, token));
            }
        }

        /** Faults are over, everybody may write and is connected, every node looks at the log. */
        private void heal() {
            world.journal.heal();
            rights(Role.EDITOR, true);
            for (int round = 0; round < 4; round++) {
                drain();
                nodes.forEach(this::lookAtTheLog);
            }
            drain();
        }

        /** A room that finds that its log went back ends, and with it whoever asked; the next finds it loaded anew. */
        private void lookAtTheLog(Rooms node) {
            var probe = new TestSession(world, RoomWorld.OWNER, "probe", 1, List.of(UNKNOWN), node);
            world.pass(5_000);
            if (probe.closed == CloseCode.LOG_WENT_BACK && logGoesBack) {
                probe = new TestSession(world, RoomWorld.OWNER, "probe", 1, List.of(UNKNOWN), node);
                world.pass(5_000);
            }
            probe.live().leave();
        }

        private void drain() {
            assertThat(letThrough(2_000)).as("comes to rest").isTrue();
        }

        /** Connects everybody and lets everything through, in at most so many rounds; whether nothing was left. */
        private boolean letThrough(int rounds) {
            for (int round = 0; round < rounds; round++) {
                boolean moved = false;
                for (SimulatedClient client : clients) {
                    if (!client.isConnected()) {
                        client.connect(nodes.get(random.nextInt(nodes.size())));
                    }
                    moved |= client.serverTakes();
                    moved |= client.serverSends();
                    moved |= client.clientTakes();
                }
                world.pass(1_200);
                if (!moved) {
                    return true;
                }
            }
            return false;
        }

        void check() {
            List<Entry> log = world.entries();
            assertThat(log.stream().map(one -> List.of(one.userId(), one.clientId(), one.sequence())))
                    .doesNotHaveDuplicates();
            String content = "";
            StringBuilder written = new StringBuilder();
            for (Entry entry : log) {
                content = applied(content, entry, written);
            }
            for (SimulatedClient client : clients) {
                assertThat(client.replica.isSettled()).as("settled").isTrue();
                assertThat(client.replica.version()).isEqualTo(log.size());
                assertThat(client.replica.shown().toString()).isEqualTo(content);
                client.settled.forEach(one -> assertThat(log.get((int) one.version() - 1)).isEqualTo(one.entry()));
            }
            assertThat(written.chars()).as("each token once").doesNotHaveDuplicates();
            clients.forEach(client -> checkTray(client, written.toString()));
            if (!deletes) {
                String all = written.toString() + tray();
                assertThat(inserted).as("each token in the log or in a tray").allMatch(all::contains);
            }
        }

        private String tray() {
            return clients.stream()
                    .flatMap(client -> client.unsaved.stream())
                    .map(Unsaved::insertedText)
                    .collect(Collectors.joining());
        }

        /** What is in the tray and certainly not saved is not in the log; without faults nobody is led astray. */
        private void checkTray(SimulatedClient client, String written) {
            for (Unsaved unsaved : client.unsaved) {
                boolean plain = unsaved.reason() == Unsaved.Reason.REFUSED
                        || (logGoesBack && TAKEN_OUT_BY_A_ROLLBACK.contains(unsaved.reason()));
                assertThat(plain || troubles > 0).as("%s", unsaved.reason()).isTrue();
                if (!unsaved.perhapsSaved()) {
                    unsaved.insertedText().chars().forEach(one -> assertThat(written.indexOf(one))
                            .as("%s is not saved", Character.toString(one))
                            .isNegative());
                }
            }
        }

        /** The plainest way to apply an operation. */
        private static String applied(String content, Entry entry, StringBuilder written) {
            StringBuilder after = new StringBuilder();
            int at = 0;
            for (Op op : entry.operation().ops()) {
                switch (op) {
                    case Op.Retain retain -> after.append(content, at, at += retain.length());
                    case Op.Insert insert -> {
                        after.append(insert.text());
                        written.append(insert.text());
                    }
                    case Op.Embed _ -> throw new AssertionError("an embed in plain text");
                    case Op.Delete delete -> at += delete.length();
                }
            }
            return after.append(content.substring(at)).toString();
        }

        int refused() {
            return clients.stream().mapToInt(client -> client.unsaved.size()).sum();
        }

        int settled() {
            return clients.stream().mapToInt(client -> client.settled.size()).sum();
        }
    }
}
