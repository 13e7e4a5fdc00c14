package io.cowrite.room;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

    private final Pauses pauses = new Pauses(new SplittableRandom(1));

    @Test
    void peopleAreToldOnceHoweverManyPausesBeganBetweenTwoLooks() {
        pause(6);
        assertThat(pauses.justBecameLong()).isFalse();
        pause(2);
        assertThat(pauses.justBecameLong()).isTrue();
        pause(1);
        assertThat(pauses.justBecameLong()).isFalse();
        assertThat(pauses.reset()).isTrue();
        assertThat(pauses.reset()).isFalse();
    }

    @Test
    void whoWasNotToldOfADelayIsNotToldOfItsEnd() {
        pause(9);
        assertThat(pauses.reset()).isFalse();
    }

    private void pause(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(pauses.next()).isBetween(5L, 1_000L);
        }
    }
}
