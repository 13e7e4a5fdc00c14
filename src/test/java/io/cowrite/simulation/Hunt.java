package io.cowrite.simulation;

import org.jspecify.annotations.Nullable;

/** Runs sessions until one fails. */
public final class Hunt {

    private Hunt() {}

    /**
     * Runs seeds from {@code first} on.
     *
     * @return how many sessions it took to find one that fails, as a {@code Long}, and what failed; null if none did
     */
    public static Object @Nullable [] find(long first, long sessions) {
        Campaign.beQuiet();
        for (long i = 0; i < sessions; i++) {
            Session.End end = Session.run(Scenario.of(first + i));
            if (end.failure() != null) {
                return new Object[]{i + 1, String.valueOf(end.failure().getMessage())};
            }
        }
        return null;
    }
}
