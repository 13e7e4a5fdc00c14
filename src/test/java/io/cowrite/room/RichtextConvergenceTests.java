package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who write and format the same lines at once, over connections that break, in random schedules: real replicas
 * at a real room.
 */
class RichtextConvergenceTests {

    private static final int SEEDS = 200;
    private static final int STEPS = 1_000;

    private int formatted;
    private int changedOnTheWay;
    private int refused;

    @Test
    @DisplayName("[P4] [K6] [K11] all copies end alike, attribute by attribute, whatever is formatted at once")
    void allCopiesEndAlike() throws InapplicableException {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new Gathering(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(formatted).as("entries with attributes").isGreaterThan(3_000);
        assertThat(changedOnTheWay).as("whose attributes were changed by what was committed meanwhile")
                .isGreaterThan(200);
        assertThat(refused).as("refused for their schema").isGreaterThan(100);
    }

    private final class Gathering {

        private final SplittableRandom random;
        private final RoomWorld world;
        private final List<SimulatedClient> clients = new ArrayList<>();

        Gathering(long seed) {
            random = new SplittableRandom(seed);
            RoomSettings settings = RoomSettings.DEFAULTS.with(Limits.DEFAULTS, 100_000, RoomSettings.Upkeep.DEFAULTS);
            world = new RoomWorld(settings, seed, DocumentType.RICHTEXT);
            world.shuffle();
            for (int i = 0; i < 3; i++) {
                clients.add(new SimulatedClient(world, new Author("user-" + i, "name", "#112233"), "client-" + i));
            }
        }

        void run() throws InapplicableException {
            for (int i = 0; i < STEPS; i++) {
                step(clients.get(random.nextInt(clients.size())));
            }
            drain();
            check();
        }

        private void step(SimulatedClient client) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> edit(client);
                case 3, 4 -> client.serverTakes();
                case 5, 6 -> client.serverSends();
                case 7, 8 -> client.clientTakes();
                case 9 -> world.step();
                case 10 -> world.settle();
                default -> move(client);
            }
        }

        private void move(SimulatedClient client) {
            if (!client.isConnected()) {
                client.connect(world.rooms);
            } else if (random.nextInt(8) == 0) {
                client.cut();
            }
        }

        private void edit(SimulatedClient client) {
            if (client.replica.isLoaded()) {
                client.edit(Delta.of(edit(client.replica.shown())));
            }
        }

        /** Mostly near the beginning, where all write. */
        private List<Op> edit(Text shown) {
            int at = Math.min(shown.length(), random.nextInt(12));
            int units = Math.min(shown.length() - at, 1 + random.nextInt(6));
            List<Op> ops = new ArrayList<>();
            if (at > 0) {
                ops.add(new Op.Retain(at));
            }
            boolean isLineEnd = at < shown.length() && shown.charAt(at) == '\n';
            switch (random.nextInt(8)) {
                case 0 -> ops.add(new Op.Insert("\n", block()));
                case 1, 2 -> ops.add(new Op.Insert("xy".substring(random.nextInt(2)), mark()));
                case 3 -> ops.add(units > 0 ? new Op.Delete(units) : new Op.Insert("z"));
                case 4 -> ops.add(isLineEnd ? new Op.Retain(1, block()) : new Op.Insert("\n"));
                case 5 -> ops.add(units > 0 ? new Op.Retain(units, block()) : new Op.Insert("z"));
                default -> ops.add(units > 0 ? new Op.Retain(units, change()) : new Op.Insert("z"));
            }
            return ops;
        }

        private Attributes block() {
            return Attributes.of("block", List.of("h1", "bullet", "todo", "quote").get(random.nextInt(4)));
        }

        private Attributes mark() {
            return random.nextBoolean()
                    ? Attributes.of(List.of("bold", "italic", "code").get(random.nextInt(3)), true)
                    : Attributes.of("link", "https://a.example/" + random.nextInt(3));
        }

        private Attributes change() {
            return random.nextInt(3) > 0
                    ? mark()
                    : Attributes.of(List.of("bold", "italic", "link", "block").get(random.nextInt(4)),
                            Json.Literal.NULL);
        }

        private void drain() {
            for (int quiet = 0; quiet < 3; quiet++) {
                for (SimulatedClient client : clients) {
                    if (!client.isConnected()) {
                        client.connect(world.rooms);
                    }
                    while (client.serverTakes() || client.serverSends() || client.clientTakes()) {
                        world.settle();
                        quiet = 0;
                    }
                }
                world.pass(1_000);
            }
        }

        private void check() throws InapplicableException {
            Text content = Text.EMPTY;
            List<Entry> log = world.entries();
            for (Entry entry : log) {
                content = content.apply(entry.operation());
                formatted += hasAttributes(entry.operation()) ? 1 : 0;
                refused += entry.refused() == RefusalCode.SCHEMA ? 1 : 0;
            }
            for (SimulatedClient client : clients) {
                assertThat(client.replica.isSettled()).isTrue();
                assertThat(client.replica.version()).isEqualTo(log.size());
                assertThat(client.replica.shown().toDelta()).isEqualTo(content.toDelta());
                assertThat(client.replica.shown().jsonChecksum()).isEqualTo(content.jsonChecksum());
                assertThat(DocumentType.RICHTEXT.allows(client.replica.shown().toDelta(), Text.EMPTY)).isTrue();
                log.stream().filter(entry -> entry.userId().equals(client.author.id()) && entry.refused() == null)
                        .forEach(entry -> changedOnTheWay += isAsSubmitted(client, entry) ? 0 : 1);
            }
        }

        private static boolean isAsSubmitted(SimulatedClient client, Entry entry) {
            return client.submitted.stream()
                    .filter(submit -> submit.sequence() == entry.sequence())
                    .anyMatch(submit -> attributes(submit.operation()).equals(attributes(entry.operation())));
        }

        private static List<Attributes> attributes(Delta operation) {
            return operation.ops().stream().map(Op::attributes).filter(named -> !named.isEmpty()).distinct().toList();
        }

        private static boolean hasAttributes(Delta operation) {
            return operation.ops().stream().anyMatch(op -> !op.attributes().isEmpty());
        }
    }
}
