package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The laws can fail: each of these wrong kernels breaks at least one of them. */
class MutantsTests {

    private static final long SEED = 20_260_101;

    private static final Mutant LATER_WINS_TIES = new Mutant("the later wins ties",
            over((later, committed) -> later.transformUnder(committed)),
            under((committed, later) -> committed.transformOver(later)));
    private static final Mutant LATER_WINS_TIES_ON_ONE_SIDE = new Mutant("the later wins ties on its side",
            over((later, committed) -> later.transformUnder(committed)));
    private static final Mutant COMPOSE_PUTS_INSERTS_FIRST = new Mutant("compose puts inserts first",
            compose((first, next) -> insertsFirst(first.compose(next))));

    static List<Mutant> mutants() {
        return List.of(LATER_WINS_TIES, LATER_WINS_TIES_ON_ONE_SIDE, COMPOSE_PUTS_INSERTS_FIRST,
                new Mutant("compose puts the deletion first",
                        compose((first, next) -> deletesFirst(first.compose(next)))),
                new Mutant("transform puts inserts first",
                        over((later, committed) -> insertsFirst(later.transformOver(committed)))),
                new Mutant("invert puts inserts first",
                        invert((operation, before) -> insertsFirst(operation.invert(before)))),
                new Mutant("a position stays before an insert at it", position((operation, at) -> at == 0
                        ? 0
                        : operation.transformPosition(at - 1) + 1)),
                new Mutant("apply drops the last component", apply(MutantsTests::appliedButTheLast)),
                new Mutant("off by one behind a pair",
                        over((later, committed) -> shiftedBehindPairs(later.transformOver(committed)))));
    }

    record Mutant(String name, Algebra algebra) {

        Mutant(String name, Change... changes) {
            this(name, changed(changes));
        }

        private static Algebra changed(Change... changes) {
            Algebra mutated = Algebra.KERNEL;
            for (Change change : changes) {
                mutated = change.in(mutated);
            }
            return mutated;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0} is found")
    @MethodSource("mutants")
    void wrongKernelBreaksALaw(Mutant mutant) {
        assertThat(broken(mutant.algebra())).isNotEmpty();
    }

    @Test
    void wrongTieOnBothSidesBreaksComposedHistoryToo() {
        assertThat(broken(LATER_WINS_TIES.algebra()))
                .contains(Law.OVER_COMPOSED_HISTORY_IS_OVER_ONE_BY_ONE);
    }

    @Test
    void insertsFirstBreaksComposedHistory() {
        assertThat(broken(COMPOSE_PUTS_INSERTS_FIRST.algebra()))
                .contains(Law.OVER_COMPOSED_HISTORY_IS_OVER_ONE_BY_ONE);
    }

    @Test
    void brokenCaseIsShrunkAndPrintedAsATest() {
        Trial trial = new Trial(Law.BOTH_WAYS_ROUND_MEET, LATER_WINS_TIES_ON_ONE_SIDE.algebra());
        LawCases cases = new LawCases(SEED);
        LawCase on = cases.next();
        while (trial.flaw(on) == null) {
            on = cases.next();
        }
        LawCase small = trial.shrink(on);
        assertThat(small.content()).isEmpty();
        assertThat(small.a().ops()).hasSize(1).allMatch(op -> op instanceof Op.Insert && op.length() == 1);
        assertThat(small.b().ops()).hasSize(1).allMatch(op -> op instanceof Op.Insert && op.length() == 1);
        assertThat(small.asTest(Law.BOTH_WAYS_ROUND_MEET)).contains(
                "Law.BOTH_WAYS_ROUND_MEET.check(Algebra.KERNEL, new LawCase(\"\", Delta.of(new Op.Insert(");
    }

    private static Set<Law> broken(Algebra algebra) {
        Set<Law> broken = EnumSet.noneOf(Law.class);
        for (Law law : Law.values()) {
            Trial trial = new Trial(law, algebra);
            LawCases cases = new LawCases(SEED);
            for (int i = 0; i < 500; i++) {
                if (trial.flaw(cases.next()) != null) {
                    broken.add(law);
                    break;
                }
            }
        }
        return broken;
    }

    interface Change {
        Algebra in(Algebra x);
    }

    private static Change compose(BinaryOperator<Delta> wrong) {
        return x -> new Algebra(wrong, x.transformOver(), x.transformUnder(), x.transformPosition(), x.invert(),
                x.apply());
    }

    private static Change over(BinaryOperator<Delta> wrong) {
        return x -> new Algebra(x.compose(), wrong, x.transformUnder(), x.transformPosition(), x.invert(), x.apply());
    }

    private static Change under(BinaryOperator<Delta> wrong) {
        return x -> new Algebra(x.compose(), x.transformOver(), wrong, x.transformPosition(), x.invert(), x.apply());
    }

    private static Change position(BiFunction<Delta, Integer, Integer> wrong) {
        return x -> new Algebra(x.compose(), x.transformOver(), x.transformUnder(), wrong, x.invert(), x.apply());
    }

    private static Change invert(BiFunction<Delta, Text, Delta> wrong) {
        return x -> new Algebra(x.compose(), x.transformOver(), x.transformUnder(), x.transformPosition(), wrong,
                x.apply());
    }

    private static Change apply(BiFunction<Text, Delta, Text> wrong) {
        return x -> new Algebra(x.compose(), x.transformOver(), x.transformUnder(), x.transformPosition(), x.invert(),
                wrong);
    }

    private static Text appliedButTheLast(Text text, Delta operation) {
        List<Op> ops = operation.ops();
        return Algebra.KERNEL.apply().apply(text, Delta.of(ops.subList(0, Math.max(0, ops.size() - 1))));
    }

    private static Delta insertsFirst(Delta delta) {
        return Delta.of(InsertFirst.of(delta.ops()));
    }

    private static Delta deletesFirst(Delta delta) {
        List<Op> ops = new ArrayList<>();
        for (Op op : delta.ops()) {
            boolean behindInsert = !ops.isEmpty() && ops.getLast() instanceof Op.Insert;
            ops.add(op instanceof Op.Delete && behindInsert ? ops.size() - 1 : ops.size(), op);
        }
        return Delta.of(ops);
    }

    private static Delta shiftedBehindPairs(Delta delta) {
        List<Op> ops = new ArrayList<>();
        for (Op op : delta.ops()) {
            boolean behindPair = !ops.isEmpty() && ops.getLast() instanceof Op.Insert(String text)
                    && Character.isLowSurrogate(text.charAt(text.length() - 1));
            ops.add(behindPair && op instanceof Op.Retain(int length) ? new Op.Retain(length + 1) : op);
        }
        return Delta.of(ops);
    }
}
