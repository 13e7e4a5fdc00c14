package io.cowrite.simulation;

import io.cowrite.access.Author;
import io.cowrite.cluster.BusSeal;
import io.cowrite.observability.ClusterMeter;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.observability.RoomMeter;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** All who take part in one session. */
final class World {

    static final UUID DOCUMENT = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);

    final Scenario scenario;
    final Hash start;
    final EventQueue queue = new EventQueue();
    final Tally tally = new Tally();
    final SplittableRandom random;
    final Life storeLife = new Life(null);
    static final BusSeal SEAL = new BusSeal(new byte[32]);
    final List<Statement> underWay = new ArrayList<>();
    final Weather weather;
    boolean healed;
    final Judge judge;
    final Store store;
    final Neighbours neighbours;
    final List<Node> nodes = new ArrayList<>();
    final List<Person> people = new ArrayList<>();
    final SimulatedBus bus;
    /** The table of nodes: when each was seen last. */
    final Map<UUID, Long> registered = new HashMap<>();
    final RoomMeter meter = new RoomMeter() {
        @Override
        public void heard(int entries) {
            tally.add(Seen.BUS_ENTRIES, entries);
        }

        @Override
        public void forwardedCommitted() {
            tally.add(Seen.FORWARDED);
        }
    };
    final ClusterMeter messages = new ClusterMeter() {
        @Override
        public void message(Message end) {
            tally.add(Seen.BUS_FORGED, end == Message.FORGED ? 1 : 0);
            tally.add(Seen.BUS_OTHER_TIMELINE, end == Message.OTHER_TIMELINE ? 1 : 0);
        }
    };
    final ConnectionMeter connections = new ConnectionMeter() {
        @Override
        public void joined(boolean resumed, long nanos) {
            tally.add(resumed ? Seen.RESUMED : Seen.JOINED_ANEW);
        }

        @Override
        public void caughtUp() {
            tally.add(Seen.CATCH_UPS);
        }
    };

    World(Scenario scenario) {
        this.scenario = scenario;
        start = HashChain.start(DOCUMENT, scenario.type());
        SplittableRandom seeds = new SplittableRandom(scenario.seed());
        random = seeds.split();
        weather = new Weather(queue, seeds.split());
        judge = new Judge(this);
        neighbours = new Neighbours(this, scenario.neighbours(), seeds.split());
        store = new Store(start, seeds.split(), judge, tally);
        bus = new SimulatedBus(this, scenario.told(), seeds.split());
        for (int i = 0; i < scenario.nodes(); i++) {
            nodes.add(new Node(this, i, seeds.nextLong()));
        }
        SplittableRandom authors = seeds.split();
        for (int i = 0; i < scenario.people(); i++) {
            String id = "user-" + (authors.nextInt(4) == 0 ? 0 : i);
            Author author = new Author(id, "Name", "#112233");
            int rank = (int) people.stream().filter(other -> other.author().equals(author)).count();
            people.add(new Person(this, i, author, rank, authors.nextLong()));
        }
    }

    Node node(int number) {
        return nodes.get(number % nodes.size());
    }

    Person person(int number) {
        return people.get(number % people.size());
    }
}
