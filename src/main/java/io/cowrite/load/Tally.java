package io.cowrite.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What all people count. Any thread may. */
final class Tally {

    /** How a connection ended; {@code reason} is the service's word, or the client's with 1006. */
    record Close(int code, String reason) {}

    private static final int REASONS_MAX = 100;

    final LongAdder typed = new LongAdder();
    final LongAdder typedInWindow = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder deliveredUnmeasured = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder givenUp = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder stepsBack = new LongAdder();
    final LongAdder loadedAnew = new LongAdder();
    final LongAdder diverged = new LongAdder();
    /** From due to typed: how late this program is itself. */
    final Latencies late;
    /** From due to its author's knowing that it is saved. */
    final Latencies saved;
    /** From due to its being in the text of somebody else; once for each other person. */
    final Latencies seen;

    private final Map<Close, LongAdder> closes = new ConcurrentHashMap<>();

    Tally(Window window) {
        late = new Latencies(window);
        saved = new Latencies(window);
        seen = new Latencies(window);
    }

    void closed(int code, String reason) {
        Close close = new Close(code, closes.size() < REASONS_MAX ? reason : "");
        closes.computeIfAbsent(close, _ -> new LongAdder()).increment();
    }

    Map<Close, Long> closes() {
        return closes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue().sum()));
    }

    Map<Integer, Long> closesByCode() {
        return closes().entrySet().stream().collect(Collectors.toMap(count -> count.getKey().code(),
                Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    long closeCount() {
        return closes.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
