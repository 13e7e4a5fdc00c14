package io.cowrite.room;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

    private final Pauses pauses = new Pauses(new SplittableRandom(1));

    @Test
    void pausesDoubleUpToASecondAndBeginAnew() {
        assertThat(pauses.next()).isBetween(5L, 10L);
        assertThat(pauses.next()).isBetween(10L, 20L);
        for (int i = 0; i < 10; i++) {
            assertThat(pauses.next()).isBetween(15L, 1_000L);
        }
        assertThat(pauses.next()).isBetween(500L, 1_000L);
        pauses.reset();
        assertThat(pauses.next()).isBetween(5L, 10L);
    }
}
