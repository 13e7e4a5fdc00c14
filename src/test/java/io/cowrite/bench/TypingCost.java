package io.cowrite.bench;

import java.io.IOException;

/**
 * What letters cost that were typed at a steady pace.
 *
 * @param serviceMicros CPU of the service, for all of them
 * @param databaseMicros CPU of PostgreSQL, likewise
 */
record TypingCost(TypingCrowd.Pace pace, double serviceMicros, double databaseMicros) {

    /** Has {@code crowd} type for {@code settling} seconds, which do not count, and then for {@code seconds}. */
    static TypingCost of(RunningService service, TypingCrowd crowd, double rate, double settling, double seconds)
            throws IOException {
        long cpu = service.cpuTime().toMillis();
        long database = service.postgresCpuTime().toMillis();
        TypingCrowd.Pace pace = crowd.type(rate, settling, seconds);
        double share = seconds / (seconds + settling);
        return new TypingCost(pace, (service.cpuTime().toMillis() - cpu) * 1e3 * share,
                (service.postgresCpuTime().toMillis() - database) * 1e3 * share);
    }

    double serviceMicrosALetter() {
        return serviceMicros / pace.edits();
    }

    /** NaN if nobody else was there. */
    double serviceMicrosADelivery() {
        return pace.deliveries() == 0 ? Double.NaN : serviceMicros / pace.deliveries();
    }

    double databaseMicrosALetter() {
        return databaseMicros / pace.edits();
    }
}
