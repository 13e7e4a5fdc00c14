package io.cowrite.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries all laws on one case after the other, until one is broken. */
public final class MutantHunt {

    private MutantHunt() {}

    /**
     * The first law that is broken, and the number of the case, from 1, that broke it.
     *
     * @return null if no law is broken by the first {@code cases}
     */
    public static Map.@Nullable Entry<String, Integer> hunt(long seed, int cases) {
        LawCases made = new LawCases(seed);
        for (int i = 1; i <= cases; i++) {
            LawCase on = made.next();
            for (Law law : Law.values()) {
                if (new Trial(law, Algebra.KERNEL).flaw(on) != null) {
                    return Map.entry(law.name(), i);
                }
            }
        }
        return null;
    }
}
