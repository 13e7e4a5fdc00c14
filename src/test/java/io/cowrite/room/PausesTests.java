package io.cowrite.room;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

    private static final long SECOND = 1_000_000_000L;

    private final Pauses pauses = new Pauses(new SplittableRandom(7));

    @Test
    void theyDoubleUpToASecond() {
        for (long bound : new long[]{10, 20, 40, 80, 160, 320, 640, 1_000, 1_000, 1_000, 1_000, 1_000}) {
            assertThat(pauses.next()).isBetween(bound / 2, bound);
        }
        pauses.reset();
        assertThat(pauses.next()).isBetween(5L, 10L);
    }

    @Test
    void theFirstOfARowIsToldAndThenOneAMinute() {
        assertThat(told(Long.MAX_VALUE, SECOND, 121)).containsExactly(0, 60, 120);
        pauses.reset();
        assertThat(told(Long.MAX_VALUE + 121 * SECOND, 10 * SECOND, 8)).containsExactly(0, 6);
    }

    /** Which of so many, begun at {@code nanos} and {@code step} apart. */
    private List<Integer> told(long nanos, long step, int count) {
        return IntStream.range(0, count).filter(i -> {
            pauses.next();
            return pauses.isTold(nanos + i * step);
        }).boxed().toList();
    }
}
