package io.cowrite.room;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

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
    void theFirstOfARowIsToldAndThenOneOfSixty() {
        assertThat(told(121)).containsExactly(1, 61, 121);
        pauses.reset();
        assertThat(told(2)).containsExactly(1);
    }

    private List<Integer> told(int count) {
        return IntStream.rangeClosed(1, count).filter(_ -> {
            pauses.next();
            return pauses.isTold();
        }).boxed().toList();
    }
}
