package io.cowrite.kernel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

    /** Who comes later wins ties, but on the later side alone. */
    private static final Algebra WRONG = new Algebra(Delta::compose, Delta::transformUnder, Delta::transformUnder,
            Delta::transformPosition, Delta::invert, Algebra.KERNEL.apply());

    @Test
    void brokenCaseIsShrunkAndPrintedAsATest() {
        Trial trial = new Trial(Law.BOTH_WAYS_ROUND_MEET, WRONG);
        LawCases cases = new LawCases(20_260_101);
        LawCase on = cases.next();
        while (trial.flaw(on) == null) {
            on = cases.next();
        }
        LawCase small = trial.shrink(on);
        assertThat(small.content()).isEqualTo(Delta.EMPTY);
        assertThat(small.a().ops()).hasSize(1).allMatch(op -> op.isInsertion() && op.length() == 1);
        assertThat(small.b().ops()).hasSize(1).allMatch(op -> op.isInsertion() && op.length() == 1);
        assertThat(small.asTest(Law.BOTH_WAYS_ROUND_MEET)).contains(
                "Law.BOTH_WAYS_ROUND_MEET.check(Algebra.KERNEL, new LawCase(Delta.of(), Delta.of(new Op.");
    }
}
