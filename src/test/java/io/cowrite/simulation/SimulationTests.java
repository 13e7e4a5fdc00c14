package io.cowrite.simulation;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of the real room, connection, client and codec on simulated time, network and store; everything is judged.
 * Fewer or more: {@code -Dcowrite.simulation.sessions=1000000}, from {@code -Dcowrite.simulation.seed=0} on.
 */
class SimulationTests {

    private static final long SESSIONS = Long.getLong("cowrite.simulation.sessions", 100_000);
    private static final long FIRST = Long.getLong("cowrite.simulation.seed", 0);

    @Test
    void everythingHoldsInEverySession() throws InterruptedException {
        Campaign campaign = Campaign.run(FIRST, SESSIONS, 2);
        System.out.println(SESSIONS + " sessions: " + campaign.tally());
        for (Session.End failed : campaign.failed()) {
            Session.End smaller = Shrinking.of(failed);
            throw new AssertionError("seed " + failed.scenario().seed() + ", in small: " + smaller.scenario(),
                    smaller.failure());
        }
        List<Seen> missing = Arrays.stream(Seen.values())
                .filter(what -> what != Seen.CLOSED_4411 && campaign.tally().of(what) == 0) // It takes a lost write.
                .toList();
        assertThat(missing).as("what was never seen").isEmpty();
    }

    @Test
    void sessionsAreNotSmall() throws InterruptedException {
        for (long seed = FIRST; seed < FIRST + 200; seed++) {
            Campaign.beQuiet();
            Session.End end = Session.run(Scenario.of(seed));
            assertThat(end.failure()).as("seed %d", seed).isNull();
            assertThat(end.scenario().people()).isGreaterThanOrEqualTo(2);
            assertThat(end.tally().of(Seen.SUBMISSIONS)).isGreaterThanOrEqualTo(Scenario.SUBMISSIONS_MIN);
            assertThat(end.tally().of(Seen.FAULTS)).isGreaterThanOrEqualTo(Scenario.FAULTS_MIN);
        }
    }

    /** The log lost the refusal, and the other node saved what it still had: the tray's word was true until then. */
    @Test
    void whatWasRefusedMayBeSavedByAnotherNodeIfTheLogWentBack() {
        Campaign.beQuiet();
        assertThat(Session.run(Scenario.of(1_224_724)).failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sameSeedGoesTheSameWay(long seed) {
        Campaign.beQuiet();
        assertThat(Session.run(Scenario.of(seed)).trace()).isEqualTo(Session.run(Scenario.of(seed)).trace());
    }
}
