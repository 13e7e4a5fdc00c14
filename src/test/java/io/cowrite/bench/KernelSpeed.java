package io.cowrite.bench;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast the kernel alone is: a warm replay of a trace on {@link Text}, the transformation of one keystroke over
 * another, and two branches of keystrokes merged. Counted is the CPU time of the one thread, which other programs disturb
 * least.
 *
 * <p>Arguments: {@code trace=<file>}, {@code rounds=100}.
 */
final class KernelSpeed {

    private static final int BRANCH_KEYSTROKES = 10_000;

    private KernelSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Trace trace = Trace.read(options.path("trace"));
        List<Delta> operations = trace.patches().stream().map(Trace.Patch::operation).toList();
        List<Delta> formats = IntStream.range(0, 100_000).mapToObj(KernelSpeed::bold).toList();
        OfflineBranches bursts = OfflineBranches.typed(BRANCH_KEYSTROKES, 20);
        OfflineBranches scattered = OfflineBranches.typed(BRANCH_KEYSTROKES, 1);
        int rounds = options.number("rounds", 100);
        say("replay of " + operations.size() + " keystrokes on Text, ms", rounds, 1e6,
                () -> replay(operations, trace.end()));
        say("one keystroke transformed over another, ns", rounds, operations.size() - 1, () -> transform(operations));
        say("one operation with attributes over another, ns", rounds, formats.size() - 1, () -> transform(formats));
        say("two branches of 10,000 keystrokes in bursts composed and transformed, ms", rounds, 1e6, bursts::merged);
        say("the same, scattered, ms", rounds, 1e6, scattered::merged);
    }

    /** Work whose result, a number that depends on all of it, is the same each time. */
    @FunctionalInterface
    private interface Work {
        long done() throws Exception;
    }

    /** Done once more for each round before, so that it is warm. */
    private static void say(String what, int rounds, double unit, Work work) throws Exception {
        long[] nanos = new long[rounds];
        long check = work.done();
        for (int round = 1; round < rounds; round++) {
            work.done();
        }
        for (int round = 0; round < rounds; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long again = work.done();
            nanos[round] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            if (again != check) {
                throw new IllegalStateException(what + ": " + check + ", then " + again);
            }
        }
        Arrays.sort(nanos);
        Figures.say("%s: minimum %.1f, median %.1f; %s", what, nanos[0] / unit, nanos[rounds / 2] / unit,
                Figures.load());
    }

    private static long replay(List<Delta> operations, String end) throws InapplicableException {
        Text text = Text.EMPTY;
        for (Delta operation : operations) {
            text = text.apply(operation);
        }
        if (!text.toString().equals(end)) {
            throw new IllegalStateException("the replay leads to another text");
        }
        return text.length();
    }

    private static long transform(List<Delta> operations) {
        long check = 0;
        for (int i = 1; i < operations.size(); i++) {
            check += operations.get(i).transformOver(operations.get(i - 1)).baseLength();
        }
        return check;
    }

    /** A stretch made bold; each overlaps the one before. */
    private static Delta bold(int number) {
        return Delta.of(new Op.Retain(1 + number % 1000), new Op.Retain(10 + number % 7, Attributes.of("bold", true)));
    }
}
