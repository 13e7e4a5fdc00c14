package io.cowrite.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** [K3]–[K9] at random. {@code -Dcowrite.laws.seed} and {@code .cases} (of each law) choose another run. */
class LawsTests {

    private static final long SEED = Long.getLong("cowrite.laws.seed", System.nanoTime());
    private static final int CASES = Integer.getInteger("cowrite.laws.cases", 25_000);

    @ParameterizedTest(name = "[K3]-[K9] {0}")
    @EnumSource
    void lawHolds(Law law) {
        Trial trial = new Trial(law, Algebra.KERNEL);
        LawCases cases = new LawCases(SEED);
        for (int i = 0; i < CASES; i++) {
            LawCase on = cases.next();
            if (trial.flaw(on) != null) {
                LawCase small = trial.shrink(on);
                fail("-Dcowrite.laws.seed=" + SEED + ", case " + i + ":\n" + small.asTest(law), trial.flaw(small));
            }
        }
    }

    @Test
    void everyCaseMadeIsValidAndManyCollide() {
        LawCases cases = new LawCases(SEED);
        int collisions = 0;
        for (int i = 0; i < 10_000; i++) {
            LawCase on = cases.next();
            assertThat(on.isValid()).as("seed %d, case %d", SEED, i).isTrue();
            collisions += on.collides() ? 1 : 0;
        }
        assertThat(collisions).as("seed %d", SEED).isGreaterThan(3_000);
    }
}
