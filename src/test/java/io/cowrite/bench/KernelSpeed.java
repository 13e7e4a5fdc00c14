package io.cowrite.bench;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * How fast the kernel alone is: a warm replay of a trace on {@link Text}, and the transformation of one keystroke over
 * another. Counted is the CPU time of the one thread, which other programs disturb least.
 *
 * <p>Arguments: {@code trace=<file>}, {@code rounds=100}.
 */
final class KernelSpeed {

    private KernelSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Trace trace = Trace.read(options.path("trace"));
        List<Delta> operations = trace.patches().stream().map(Trace.Patch::operation).toList();
        long[] replays = new long[options.number("rounds", 100)];
        long[] transforms = new long[replays.length];
        long check = 0;
        for (int round = 0; round < replays.length; round++) {
            long start = cpuNanos();
            Text text = replay(operations);
            replays[round] = cpuNanos() - start;
            if (!text.toString().equals(trace.end())) {
                throw new IllegalStateException("the replay leads to another text");
            }
            start = cpuNanos();
            check += transform(operations);
            transforms[round] = (cpuNanos() - start) / (operations.size() - 1);
        }
        Arrays.sort(replays);
        Arrays.sort(transforms);
        Figures.say("replay of %d keystrokes on Text: minimum %.0f ms, median %.0f ms", operations.size(),
                replays[0] / 1e6, replays[replays.length / 2] / 1e6);
        Figures.say("one keystroke transformed over another: minimum %d ns, median %d ns (check %d); %s",
                transforms[0], transforms[transforms.length / 2], check, Figures.load());
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Text replay(List<Delta> operations) throws InapplicableException {
        Text text = Text.EMPTY;
        for (Delta operation : operations) {
            text = text.apply(operation);
        }
        return text;
    }

    private static long transform(List<Delta> operations) {
        long check = 0;
        for (int i = 1; i < operations.size(); i++) {
            check += operations.get(i).transformOver(operations.get(i - 1)).baseLength();
        }
        return check;
    }
}
