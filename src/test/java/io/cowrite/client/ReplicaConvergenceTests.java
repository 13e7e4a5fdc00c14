package io.cowrite.client;

import io.cowrite.protocol.Limits;
import io.cowrite.protocol.RefusalCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that type at once over slow and breaking connections, in random schedules. */
class ReplicaConvergenceTests {

    private static final int SEEDS = 60;
    private static final int STEPS = 400;

    /** One random schedule; every insert is a character of its own. */
    private static final class Schedule {

        private final SplittableRandom random;
        private final InMemoryServer server = new InMemoryServer();
        private final List<Link> links = new ArrayList<>();
        private final Set<String> inserted = new HashSet<>();
        private final boolean deletes;

        Schedule(long seed, boolean deletes, int documentUnits) {
            random = new SplittableRandom(seed);
            this.deletes = deletes;
            server.limits = new Limits(128, 3, documentUnits, 200);
            for (int i = 1 + random.nextInt(4); i >= 0; i--) {
                links.add(new Link(server, "user" + random.nextInt(2) + "-" + i));
            }
            links.forEach(Link::connect);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step(links.get(random.nextInt(links.size())));
            }
            // Twice: what one replica sends last, others have still to see.
            for (int i = 0; i < 2; i++) {
                links.forEach(Link::drain);
            }
        }

        private void step(Link link) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> type(link);
                case 3, 4 -> link.serverTakes();
                case 5, 6 -> link.serverSends(1 + random.nextInt(4));
                case 7, 8, 9 -> link.clientTakes();
                case 10 -> link.drain();
                default -> {
                    if (random.nextInt(4) == 0) {
                        link.cut();
                        link.connect();
                    }
                }
            }
        }

        private void type(Link link) {
            if (!link.replica.isLoaded()) {
                return;
            }
            String shown = link.replica.shown().toString();
            int at = border(shown, random.nextInt(shown.length() + 1));
            if (deletes && random.nextInt(3) == 0) {
                int end = border(shown, Math.min(shown.length(), at + 1 + random.nextInt(6)));
                if (end > at) {
                    Edits.edit(link, Edits.delete(at, end - at));
                }
            } else {
                int codePoint = (random.nextBoolean() ? 0x4e00 : 0x20000) + inserted.size();
                inserted.add(Character.toString(codePoint));
                Edits.edit(link, Edits.insert(at, Character.toString(codePoint)));
            }
        }

        private static int border(String text, int index) {
            boolean cuts = index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index));
            return cuts ? index - 1 : index;
        }

        String content() {
            return server.content().toString();
        }
    }

    @Test
    void allCopiesAreTheLogAndEachInsertIsThereOnce() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Schedule schedule = new Schedule(seed, false, 1_000_000);
            schedule.run();
            assertConverged(seed, schedule);
            for (String character : schedule.inserted) {
                assertThat(count(schedule.content(), character)).as("seed %d", seed).isEqualTo(1);
            }
        }
    }

    @Test
    void allCopiesAreTheLogAndNoInsertIsThereTwiceWhereTextIsDeleted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Schedule schedule = new Schedule(seed, true, 1_000_000);
            schedule.run();
            assertConverged(seed, schedule);
            for (String character : schedule.inserted) {
                assertThat(count(schedule.content(), character)).as("seed %d", seed).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void refusedOperationsAreUndoneAndTheirTextComesBackToTheirAuthor() {
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Schedule schedule = new Schedule(seed, false, 40);
            schedule.run();
            assertConverged(seed, schedule);
            StringBuilder rescued = new StringBuilder();
            for (Link link : schedule.links) {
                for (Unsaved edit : link.unsaved) {
                    assertThat(edit.reason()).as("seed %d", seed).isEqualTo(Unsaved.Reason.REFUSED);
                    assertThat(edit.refusal()).isEqualTo(RefusalCode.DOCUMENT_FULL);
                    rescued.append(edit.insertedText());
                    refused++;
                }
            }
            for (String character : schedule.inserted) {
                int there = count(schedule.content(), character);
                assertThat(there + count(rescued.toString(), character)).as("seed %d: %s", seed, character)
                        .isEqualTo(1);
            }
        }
        assertThat(refused).isGreaterThan(SEEDS);
    }

    private static void assertConverged(long seed, Schedule schedule) {
        for (Link link : schedule.links) {
            assertThat(link.replica.isSettled()).as("seed %d", seed).isTrue();
            assertThat(link.replica.shown().toString()).as("seed %d", seed).isEqualTo(schedule.content());
            assertThat(link.mirror).as("seed %d", seed).isEqualTo(schedule.content());
            assertThat(link.replica.version()).as("seed %d", seed).isEqualTo(schedule.server.log.size());
            assertThat(link.settled).as("seed %d", seed).doesNotHaveDuplicates();
        }
        long unique = schedule.server.log.stream()
                .map(sealed -> sealed.entry().userId() + " " + sealed.entry().clientId() + " "
                        + sealed.entry().sequence())
                .distinct()
                .count();
        assertThat(unique).as("seed %d", seed).isEqualTo(schedule.server.log.size());
    }

    private static int count(String text, String character) {
        int count = 0;
        for (int at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
            count++;
        }
        return count;
    }
}
