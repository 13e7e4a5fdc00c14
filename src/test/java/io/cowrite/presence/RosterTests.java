package io.cowrite.presence;

import io.cowrite.access.Author;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a roster tells of changes, against the plainest way to find them. */
class RosterTests {

    private static final Author SOMEBODY = new Author("u", "Somebody", "#112233");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void changesAndDeparturesComeInTheirOrderAndWhole(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PresenceBoard board = new PresenceBoard(5);
        for (int step = 0; step < 300; step++) {
            String who = "s" + random.nextInt(12);
            switch (random.nextInt(4)) {
                case 0 -> board.leave(who);
                case 1 -> board.show(who, null, "{}");
                case 2 -> board.rename(who, SOMEBODY);
                default -> join(board, who);
            }
            assertTellsAll(board.roster(), random.nextLong(-1, board.roster().stamp() + 2), 1 + random.nextInt(6), who);
        }
    }

    /** Thousands of connections ask at once. */
    @Test
    void nothingIsWalked() {
        List<Present> present = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            present.add(new Present("s" + i, SOMEBODY, null, null, i));
        }
        AtomicInteger looks = new AtomicInteger();
        List<Present> counted = new AbstractList<>() {
            @Override
            public Present get(int index) {
                looks.incrementAndGet();
                return present.get(index);
            }

            @Override
            public int size() {
                return present.size();
            }
        };
        assertThat(new Roster(counted, List.of(), 0, 5_000).changedSince(2_000, "s2001", 100)).hasSize(100);
        assertThat(looks).hasValueLessThan(300);
    }

    private static void join(PresenceBoard board, String who) {
        if (board.of(who) == null) {
            board.join(who, SOMEBODY);
        }
    }

    private static void assertTellsAll(Roster roster, long since, int most, String except) {
        List<Present> changed = roster.present().stream()
                .filter(one -> one.stamp() > since && !one.sessionId().equals(except))
                .sorted(Comparator.comparingLong(Present::stamp))
                .limit(most)
                .toList();
        assertThat(roster.changedSince(since, except, most)).isEqualTo(changed);
        List<Roster.Departure> left = roster.departures().stream()
                .filter(one -> one.stamp() > since)
                .limit(most)
                .toList();
        assertThat(roster.leftSince(since, most)).isEqualTo(left);
    }
}
