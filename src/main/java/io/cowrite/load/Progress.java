package io.cowrite.load;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells an operator each second how it goes: on a terminal in one line that changes, else in a line each. */
final class Progress {

    private static final String OVER_THE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean begun;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void say(String sentence) {
        if (begun) {
            out.println();
        }
        begun = false;
        out.println(sentence);
    }

    void show(Second second, int peopleAsked) {
        if (terminal) {
            out.print(OVER_THE_LINE + line(second, peopleAsked));
            out.flush();
            begun = true;
        } else {
            out.println(line(second, peopleAsked));
        }
    }

    static String line(Second second, int peopleAsked) {
        return String.format(Locale.ROOT,
                "%4d s  %-9s  people %d/%d  edits %d/s  to others %d/s  saved %s  seen %s  closes %d",
                second.second(), second.phase(), second.people(), peopleAsked, second.edits(), second.delivered(),
                times(second.saved()), times(second.seen()), second.closes());
    }

    private static String times(Quantiles quantiles) {
        return "p50 " + millis(quantiles.p50Millis()) + " p99 " + millis(quantiles.p99Millis());
    }

    static String millis(@Nullable Double millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
