package io.cowrite.room;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.client.Unsaved;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who write over breaking connections on two nodes whose store fails, in random schedules of everything that
 * could run. More seeds: {@code -Dcowrite.simulation.seeds=100000}, from {@code -Dcowrite.simulation.first=0} on.
 */
class RoomSimulationTests {

    private static final List<Fault> FAULTS = List.of(Fault.values());

    private static final long SEEDS = Long.getLong("cowrite.simulation.seeds", 2_000);
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

    private static final class Simulation {

        private static final Point UNKNOWN = new Point(1_000_000, Hash.of(new byte[32]));

        private final SplittableRandom random;
        private final RoomWorld world;
        private final List<Rooms> nodes;
        private final List<SimulatedClient> clients = new ArrayList<>();
        private final Set<String> inserted = new HashSet<>();
        private final boolean deletes;
        private final int troubles;

        Simulation(long seed) {
            random = new SplittableRandom(seed);
            deletes = random.nextBoolean();
            troubles = random.nextInt(4);
            int units = random.nextBoolean() ? 1_000_000 : 20;
            int tail = random.nextBoolean() ? 2_000 : 3;
            RoomSettings settings = new RoomSettings(
                    new Limits(200, 3, units, 200), tail, 100_000, 3, 100_000, 1_000,
                    100, 100, 300, 100, 60_000, 100_000, 1_000_000)
                    .with(new RoomSettings.Upkeep(1_000, 10, 1 + random.nextInt(10), 100_000));
            world = new RoomWorld(settings, random.nextLong());
            world.shuffle();
            nodes = List.of(world.rooms, new Rooms(world.ports(), settings));
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                Author author = new Author("user-" + random.nextInt(2), "name", "#112233");
                clients.add(new SimulatedClient(world, author, "client-" + i));
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step(clients.get(random.nextInt(clients.size())));
            }
            heal();
        }

        private void step(SimulatedClient client) {
            switch (random.nextInt(16)) {
                case 0, 1 -> type(client);
                case 2, 3 -> client.serverTakes();
                case 4, 5 -> client.serverSends();
                case 6, 7 -> client.clientTakes();
                case 8, 9, 10, 11, 12 -> world.step();
                case 13 -> world.tick(random.nextInt(40));
                case 14 -> move(client);
                default -> trouble();
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
                for (Rooms node : nodes) {
                    var probe = new TestSession(world, RoomWorld.OWNER, "probe", round, List.of(UNKNOWN), node);
                    world.pass(5_000);
                    probe.live().leave();
                }
            }
            drain();
        }

        private void drain() {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (SimulatedClient client : clients) {
                    if (!client.isConnected()) {
                        client.connect(nodes.get(random.nextInt(nodes.size())));
                    }
                    moved |= client.serverTakes();
                    moved |= client.serverSends();
                    moved |= client.clientTakes();
                }
                world.pass(1_200);
            }
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
                client.unsaved.stream().map(Unsaved::insertedText).forEach(written::append);
            }
            assertThat(written.chars()).as("each token once").doesNotHaveDuplicates();
            if (!deletes) {
                assertThat(written).hasSize(inserted.size());
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
