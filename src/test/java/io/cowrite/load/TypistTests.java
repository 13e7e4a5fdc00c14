package io.cowrite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** On a clock that moves when somebody waits. */
class TypistTests {

    private static final long SECOND = 1_000_000_000;

    private final Window window = new Window();
    private final Latencies late = new Latencies(window);
    private final CountDownLatch over = new CountDownLatch(1);
    private long now;

    private final Ticks ticks = new Ticks() {

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public boolean await(long nanos, CountDownLatch over) {
            now = Math.max(now, nanos);
            return over.getCount() == 0;
        }
    };

    /** Types ten letters a second, and is held up in the fifth second, once, for three. */
    private final class HeldUp implements Typist.Hands {

        private final List<Long> dues = new ArrayList<>();
        private int cursors;

        @Override
        public void type(long dueNanos) {
            if (dues.size() == 50) {
                now += 3 * SECOND;
            }
            dues.add(dueNanos);
            late.record(dueNanos, now);
        }

        @Override
        public void moveCursor() {
            cursors++;
        }
    }

    @Test
    void whoIsHeldUpTypesAllThatFellDueAndItCountsFromWhenItWasDue() throws InterruptedException {
        HeldUp hands = new HeldUp();
        window.open(0, 10 * SECOND);
        new Typist(ticks, window, over).run(hands, pace(10), pace(2));
        assertThat(hands.dues).hasSize(100).isSorted();
        assertThat(hands.cursors).isEqualTo(20);
        for (int i = 0; i < 100; i++) {
            assertThat(hands.dues.get(i)).isBetween(i * SECOND / 10, (i + 1) * SECOND / 10);
        }
        Quantiles found = late.measured();
        assertThat(found.count()).as("nothing is left out").isEqualTo(100);
        assertThat(found.maxMillis()).isBetween(3_000.0, 3_005.0);
        assertThat(found.p90Millis()).as("30 of 100 waited, 20 of them a second or more").isGreaterThan(1_800);
        assertThat(found.p50Millis()).isZero();
    }

    @Test
    void typingEndsWhenItIsOver() throws InterruptedException {
        HeldUp hands = new HeldUp();
        over.countDown();
        new Typist(ticks, window, over).run(hands, pace(10), pace(0));
        assertThat(hands.dues).isEmpty();
    }

    @Test
    void atNoRateNothingIsEverDue() {
        Pace never = pace(0);
        long due = never.dueNanos();
        never.advance();
        assertThat(never.dueNanos()).isEqualTo(due).isGreaterThan(86_400 * SECOND);
    }

    private static Pace pace(double rate) {
        return new Pace(0, rate, new SplittableRandom(7));
    }
}
