package io.cowrite.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids: UUIDs of version 7, in order of time, with 74 random bits, so that nobody guesses one. Any thread. */
public final class FreshId {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_LOW = 0x3fff_ffff_ffff_ffffL;
    private static final int RANDOM_HIGH_BOUND = 1 << 12;

    private final Clock clock;
    private final SecureRandom random;

    public FreshId(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long high = (clock.millis() << 16) | VERSION_7 | random.nextInt(RANDOM_HIGH_BOUND);
        return new UUID(high, VARIANT | (random.nextLong() & RANDOM_LOW));
    }
}
