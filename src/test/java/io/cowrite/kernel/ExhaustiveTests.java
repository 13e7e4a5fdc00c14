package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.fail;

/**
 * The laws on everything small: at each place an insert or none, each unit kept or deleted.
 * {@code -Dcowrite.laws.units=4} takes longer.
 */
class ExhaustiveTests {

    private static final int UNITS = Integer.getInteger("cowrite.laws.units", 3);

    @Test
    @DisplayName("[K6] all pairs on short content meet")
    void allPairsMeet() {
        for (int length = 0; length <= UNITS; length++) {
            Delta content = content(length);
            List<Delta> committed = all(length, "x");
            List<Delta> later = all(length, "y");
            for (Delta a : committed) {
                for (Delta b : later) {
                    LawCase on = new LawCase(content, a, b, Delta.EMPTY, Delta.EMPTY);
                    hold(on, Law.BOTH_WAYS_ROUND_MEET, Law.RESULTS_ARE_IN_NORMAL_FORM);
                }
            }
        }
    }

    @Test
    @DisplayName("[K6] [K7] [K9] all histories of two on content of up to two units may be composed")
    void allShortHistoriesMayBeComposed() {
        for (int length = 0; length <= 2; length++) {
            Delta content = content(length);
            List<Delta> later = all(length, "y");
            for (Delta a : all(length, "x")) {
                for (Delta c : all(length + a.lengthChange(), "z")) {
                    LawCase alone = new LawCase(content, a, Delta.EMPTY, c, Delta.EMPTY);
                    hold(alone, Law.COMPOSED_APPLIES_AS_ONE_AFTER_THE_OTHER,
                            Law.POSITION_MOVES_AS_AN_INSERT_THERE_AND_OVER_COMPOSED_AS_ONE_BY_ONE);
                    for (Delta b : later) {
                        LawCase on = new LawCase(content, a, b, c, Delta.EMPTY);
                        hold(on, Law.OVER_COMPOSED_HISTORY_IS_OVER_ONE_BY_ONE);
                    }
                }
            }
        }
    }

    private static Delta content(int length) {
        return length == 0 ? Delta.EMPTY : Delta.of(new Op.Insert("pqrstu".substring(0, length)));
    }

    private static void hold(LawCase on, Law... laws) {
        for (Law law : laws) {
            Throwable flaw = new Trial(law, Algebra.KERNEL).flaw(on);
            if (flaw != null) {
                fail(on.asTest(law), flaw);
            }
        }
    }

    /** All operations on {@code length} units that insert {@code text} at any of the places or not. */
    private static List<Delta> all(int length, String text) {
        List<Delta> all = new ArrayList<>();
        for (int inserts = 0; inserts < 2 << length; inserts++) {
            for (int deletes = 0; deletes < 1 << length; deletes++) {
                List<Op> ops = new ArrayList<>();
                for (int i = 0; i <= length; i++) {
                    if ((inserts >> i & 1) == 1) {
                        ops.add(new Op.Insert(text));
                    }
                    if (i < length) {
                        ops.add((deletes >> i & 1) == 1 ? new Op.Delete(1) : new Op.Retain(1));
                    }
                }
                all.add(Delta.of(ops));
            }
        }
        return all;
    }
}
