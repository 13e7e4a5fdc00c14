package io.cowrite.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatientLineTests {

    private long now = 1_000_000_000_000L;
    private int pauses;
    private final PatientLine line = new PatientLine(2, () -> now, () -> pauses++);

    private boolean enters() throws InterruptedException {
        return line.enter(0);
    }

    @Test
    void asManyAsThereArePlacesWorkAtATime() throws InterruptedException {
        assertThat(enters()).isTrue();
        assertThat(enters()).isTrue();
        assertThat(enters()).isFalse();
        line.leave();
        assertThat(enters()).as("one has left").isTrue();
        assertThat(enters()).isFalse();
    }

    @Test
    void whoComesAloneDoesNotWait() throws InterruptedException {
        assertThat(enters()).isTrue();
        line.leave();
        now += PatientLine.SOON_NANOS;
        assertThat(enters()).isTrue();
        assertThat(pauses).isZero();
    }

    @Test
    void whoComesSoonAfterAnotherLetsEverybodyElseGoFirst() throws InterruptedException {
        assertThat(enters()).isTrue();
        line.leave();
        now += PatientLine.SOON_NANOS - 1;
        assertThat(enters()).isTrue();
        assertThat(pauses).isEqualTo(1);
        line.leave();
        assertThat(enters()).isTrue();
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void whereNothingMovesForASecondOneMoreMayWorkUntilAnotherLeaves() throws InterruptedException {
        assertThat(enters()).isTrue();
        assertThat(enters()).isTrue();
        now += PatientLine.STUCK_NANOS - 1;
        assertThat(enters()).isFalse();
        now++;
        assertThat(enters()).isTrue();
        assertThat(enters()).as("one more, not all").isFalse();
        line.leave();
        assertThat(enters()).as("two of three are left").isFalse();
        line.leave();
        assertThat(enters()).isTrue();
        assertThat(enters()).isFalse();
    }

    @Test
    void whoIsTurnedAwayLetsNobodyGoFirst() throws InterruptedException {
        assertThat(enters()).isTrue();
        line.leave();
        assertThat(enters()).isTrue();
        assertThat(enters()).isTrue();
        pauses = 0;
        assertThat(enters()).isFalse();
        assertThat(pauses).isZero();
    }
}
