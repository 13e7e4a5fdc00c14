package io.cowrite.observability;

import io.cowrite.web.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody asked for spans: nothing makes any. */
class TracingOffTests extends ServiceTest {

    @Autowired
    private JournalMeter journal;

    @Autowired
    private RoomMeter rooms;

    @Autowired
    private ConnectionMeter connections;

    @Autowired
    private Spans spans;

    @Test
    void onlyMetricsHear() {
        assertThat(journal.getClass()).isEqualTo(JournalMetrics.class);
        assertThat(rooms.getClass()).isEqualTo(RoomMetrics.class);
        assertThat(connections.getClass()).isEqualTo(ConnectionMetrics.class);
        assertThat(spans.wanted()).isFalse();
    }
}
