package io.cowrite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an operator may do about how connections ended. */
final class Hints {

    /** From when on this program's own delay is worth a word, milliseconds. */
    private static final double LATE_MILLIS = 20;

    private Hints() {}

    /** Which setting of the service raises the limit that was met; empty: none was. */
    static Optional<String> setting(Tally.Close close) {
        return Optional.ofNullable(switch (close.reason()) {
            case "too many sockets" -> "cowrite.limits.sockets-per-address";
            case "too many messages" ->
                "cowrite.limits.submissions-per-second or cowrite.limits.other-messages-per-second";
            case "too many documents are open" -> "cowrite.limits.rooms";
            case "cannot connect: status 403" -> "cowrite.origins";
            case "not signed in" -> "cowrite.guests";
            default -> null;
        });
    }

    /** Sentences. */
    static List<String> of(Map<Tally.Close, Long> closes, Quantiles late) {
        List<String> hints = new ArrayList<>();
        closes.forEach((close, count) -> setting(close)
                .ifPresent(setting -> hints.add(limit(close, count, setting))));
        Double lateMillis = late.p99Millis();
        if (lateMillis != null && lateMillis > LATE_MILLIS) {
            hints.add(String.format(Locale.ROOT, "1 %% of the edits were typed more than %.0f ms late: this machine was"
                    + " short of CPU, and all times hold that.", lateMillis));
        }
        return hints;
    }

    static String limit(Tally.Close close, long count, String setting) {
        return count + " connections ended with " + close.code() + " (" + close.reason()
                + "): see the service's setting "
                + setting + (close.reason().endsWith("403") ? ", and --origin." : ".");
    }
}
