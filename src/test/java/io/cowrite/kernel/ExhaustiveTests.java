package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.fail;

/**
 * The laws on everything small: at each place an insert or none, each unit kept, deleted or (where so much stands there)
 * made bold or no longer bold. {@code -Dcowrite.laws.triples=3} tries longer triples too, which takes minutes.
 */
class ExhaustiveTests {

    private static final int PAIRS = 4;
    private static final int FORMATTED_PAIRS = 2;
    private static final int TRIPLES = Integer.getInteger("cowrite.laws.triples", 2);
    private static final int FORMATTED_TRIPLES = 1;

    private static final List<Op> PLAIN = List.of(new Op.Retain(1), new Op.Delete(1));
    private static final List<Op> FORMATTED = List.of(new Op.Retain(1), new Op.Delete(1),
            new Op.Retain(1, Attributes.of("b", true)), new Op.Retain(1, Attributes.of("b", Json.Literal.NULL)));

    @Test
    @DisplayName("[K6] all pairs on content of up to four units meet, up to two with attributes")
    void allPairsMeet() {
        for (int length = 0; length <= PAIRS; length++) {
            meet(length, PLAIN);
        }
        for (int length = 0; length <= FORMATTED_PAIRS; length++) {
            meet(length, FORMATTED);
        }
    }

    private static void meet(int length, List<Op> kinds) {
        Delta content = content(length);
        List<Delta> later = all(length, "y", kinds);
        all(length, "x", kinds).parallelStream().forEach(a -> {
            for (Delta b : later) {
                LawCase on = new LawCase(content, a, b, Delta.EMPTY, Delta.EMPTY);
                hold(on, Law.BOTH_WAYS_ROUND_MEET, Law.RESULTS_ARE_IN_NORMAL_FORM);
            }
        });
    }

    @Test
    @DisplayName("[K6] [K7] [K9] all histories of two on content of up to two units may be composed")
    void allShortHistoriesMayBeComposed() {
        long tried = 0;
        for (int length = 0; length <= TRIPLES; length++) {
            tried += composed(length, PLAIN);
        }
        for (int length = 0; length <= FORMATTED_TRIPLES; length++) {
            tried += composed(length, FORMATTED);
        }
        System.out.println("triples tried: " + tried);
    }

    /** How many triples there were. */
    private static long composed(int length, List<Op> kinds) {
        Delta content = content(length);
        List<Delta> later = all(length, "y", kinds);
        return all(length, "x", kinds).parallelStream().mapToLong(a -> {
            List<Delta> next = all(length + a.lengthChange(), "z", kinds);
            for (Delta c : next) {
                LawCase alone = new LawCase(content, a, Delta.EMPTY, c, Delta.EMPTY);
                hold(alone, Law.COMPOSED_APPLIES_AS_ONE_AFTER_THE_OTHER,
                        Law.POSITION_MOVES_AS_AN_INSERT_THERE_AND_OVER_COMPOSED_AS_ONE_BY_ONE);
                for (Delta b : later) {
                    hold(new LawCase(content, a, b, c, Delta.EMPTY), Law.OVER_COMPOSED_HISTORY_IS_OVER_ONE_BY_ONE);
                }
            }
            return (long) next.size() * later.size();
        }).sum();
    }

    private static Delta content(int length) {
        return length == 0 ? Delta.EMPTY : Delta.of(new Op.Insert("pqpq".substring(0, length)));
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
    private static List<Delta> all(int length, String text, List<Op> kinds) {
        List<List<Op>> all = List.of(List.of());
        for (int unit = 0; unit <= length; unit++) {
            List<List<Op>> longer = new ArrayList<>();
            List<Op> here = unit < length ? kinds : List.of(new Op.Retain(1));
            for (List<Op> before : all) {
                for (Op kind : here) {
                    longer.add(added(before, kind));
                    longer.add(added(before, new Op.Insert(text), kind));
                }
            }
            all = longer;
        }
        return all.stream().map(Delta::of).toList();
    }

    private static List<Op> added(List<Op> before, Op... ops) {
        List<Op> longer = new ArrayList<>(before);
        longer.addAll(List.of(ops));
        return longer;
    }
}
