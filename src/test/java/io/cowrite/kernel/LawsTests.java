package io.cowrite.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * [K3]–[K9] at random: a million cases, each tried on one law in turn, and some thousand on every law.
 * {@code -Dcowrite.laws.seed} and {@code .cases} choose another run.
 */
class LawsTests {

    private static final long SEED = Long.getLong("cowrite.laws.seed", System.nanoTime());
    private static final int CASES = Integer.getInteger("cowrite.laws.cases", 1_000_000);
    private static final int CASES_ON_EVERY_LAW = 2_000;

    /** Cases of one seed; several are under way at a time. */
    private static final int CHUNK = 10_000;

    @Test
    @DisplayName("[K3]-[K9] laws hold for a million cases, three in ten of which collide")
    void lawsHold() {
        AtomicInteger collisions = new AtomicInteger();
        IntStream.range(0, CASES / CHUNK).parallel().forEach(chunk -> collisions.addAndGet(tried(SEED + chunk)));
        assertThat(collisions.get()).as("seed %d", SEED).isGreaterThan(CASES / 10 * 3);
    }

    /** How many of the chunk's cases collide. */
    private static int tried(long seed) {
        LawCases cases = new LawCases(seed);
        Law[] laws = Law.values();
        int collisions = 0;
        for (int i = 0; i < CHUNK; i++) {
            LawCase on = cases.next();
            collisions += on.collides() ? 1 : 0;
            hold(laws[i % laws.length], on, seed);
        }
        return collisions;
    }

    @ParameterizedTest(name = "[K3]-[K9] {0}")
    @EnumSource
    void lawHolds(Law law) {
        LawCases cases = new LawCases(SEED - 1);
        for (int i = 0; i < CASES_ON_EVERY_LAW; i++) {
            hold(law, cases.next(), SEED - 1);
        }
    }

    private static void hold(Law law, LawCase on, long seed) {
        Trial trial = new Trial(law, Algebra.KERNEL);
        if (trial.flaw(on) != null) {
            LawCase small = trial.shrink(on);
            fail("seed " + seed + ":\n" + small.asTest(law), trial.flaw(small));
        }
    }

    @Test
    void everyCaseMadeIsValid() {
        LawCases cases = new LawCases(SEED);
        for (int i = 0; i < 10_000; i++) {
            assertThat(cases.next().isValid()).as("seed %d, case %d", SEED, i).isTrue();
        }
    }
}
