package io.cowrite.observability;

import io.cowrite.observability.JournalMeter.Statement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which commits have spans. */
class TracedJournalTests {

    private static final long FAST = 1_000;
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(100);

    private final TracedJournal journal = new TracedJournal(new SimpleMeterRegistry(), Spans.none());

    @Test
    void oneASecondOfThoseThatAreFastAndAllOthers() {
        long now = System.nanoTime();
        assertThat(journal.isTold(Statement.ANSWERED, FAST, now)).isTrue();
        assertThat(journal.isTold(Statement.ANSWERED, FAST, now + 999_999_999)).isFalse();
        assertThat(journal.isTold(Statement.ANSWERED, SLOW - 1, now + 999_999_999)).isFalse();
        assertThat(journal.isTold(Statement.ANSWERED, SLOW, now)).isTrue();
        assertThat(journal.isTold(Statement.REFUSED, FAST, now)).isTrue();
        assertThat(journal.isTold(Statement.IN_DOUBT, FAST, now)).isTrue();
        assertThat(journal.isTold(Statement.ANSWERED, FAST, now + 1_000_000_000)).isTrue();
    }

    @Test
    void whatIsNoAddressOrNoRatioIsRefusedAtStart() {
        assertThatThrownBy(() -> Spans.to("collector", 1, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spans.to("http://localhost:4318/v1/traces", 2, "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
