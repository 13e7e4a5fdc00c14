package io.cowrite.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a {@link TypingCost} says, under the name that tables have for it. */
record TypingMeasure(GrowthTable.Quantity quantity, ToDoubleFunction<TypingCost> value) {

    static final TypingMeasure SERVICE = of("CPU of the service, a letter", "µs", TypingCost::serviceMicrosALetter);
    static final TypingMeasure DELIVERY = of("CPU of the service, a delivery", "µs",
            TypingCost::serviceMicrosADelivery);
    static final TypingMeasure DATABASE = of("CPU of PostgreSQL, a letter", "µs", TypingCost::databaseMicrosALetter);
    static final TypingMeasure SAVED_HALF = of("saved, 50 %", "ms", cost -> cost.pace().saved().p50Millis());
    static final TypingMeasure SAVED_MOST = of("saved, 99 %", "ms", cost -> cost.pace().saved().p99Millis());
    static final TypingMeasure SEEN_HALF = of("seen by others, 50 %", "ms", cost -> cost.pace().seen().p50Millis());
    static final TypingMeasure SEEN_MOST = of("seen by others, 99 %", "ms", cost -> cost.pace().seen().p99Millis());

    /** Of one person who types alone. */
    static final List<TypingMeasure> ALONE = List.of(SERVICE, DATABASE, SAVED_HALF, SAVED_MOST);

    private static TypingMeasure of(String name, String unit, ToDoubleFunction<TypingCost> value) {
        return new TypingMeasure(new GrowthTable.Quantity(name, unit), value);
    }

    double of(TypingCost cost) {
        return value.applyAsDouble(cost);
    }
}
