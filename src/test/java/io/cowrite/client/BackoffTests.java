package io.cowrite.client;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The longest waits that jitter allows. */
class BackoffTests {

    private static final class Hands implements Timer {

        private long now = 1_000_000;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void after(long millis, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Longest implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound;
        }
    }

    private final Hands timer = new Hands();
    private final Backoff backoff = new Backoff(new Longest(), timer);

    @ParameterizedTest
    @ValueSource(ints = {1001, 1012})
    void afterAnAnnouncedRestartWaitsStayShortForAMinute(int announced) {
        assertThat(waits(announced, 1006, 1006, 1012, 1001, 1006)).containsExactly(250L, 500L, 1_000L, 1_500L, 1_500L,
                1_500L);
        timer.now += 60_000;
        assertThat(waits(1006, 1012, 1001, 1006, 1006)).containsExactly(1_500L, 3_000L, 6_000L, 12_000L, 24_000L);
    }

    @Test
    void withoutAnAnnouncementTheyDouble() {
        assertThat(waits(1006, 1006, 1006, 1006, 1006)).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1011, 1013, 4408, 4412, 4429})
    void aServiceThatIsBackAndDoesNotKeepTheConnectionIsSparedAtOnce(int code) {
        assertThat(waits(1012, 1006, 1006, 1006)).endsWith(1_500L);
        assertThat(waits(code, 1012, 1006, 1001)).containsExactly(1_500L, 3_000L, 6_000L, 12_000L);
    }

    @Test
    void aRestartIsAnnouncedAnewOnlyToWhoWasConnectedForLong() {
        waits(1012, 1006, 1006, 1006, 1013, 1006);
        assertThat(backoff.nextMillis(1012, Backoff.STABLE_MILLIS - 1)).isEqualTo(6_000);
        assertThat(backoff.nextMillis(1012, Backoff.STABLE_MILLIS)).isEqualTo(250);
        assertThat(waits(1006, 1006, 1006, 1006)).containsExactly(500L, 1_000L, 1_500L, 1_500L);
    }

    @Test
    void whoHasWaitedLongIsBackSoonOnceARestartIsAnnounced() {
        waits(1006, 1006, 1006, 1006, 1006, 1006);
        assertThat(waits(1012, 1006)).containsExactly(1_500L, 1_500L);
    }

    private List<Long> waits(int... codes) {
        List<Long> waits = new ArrayList<>();
        for (int code : codes) {
            waits.add(backoff.nextMillis(code, 0));
        }
        return waits;
    }
}
