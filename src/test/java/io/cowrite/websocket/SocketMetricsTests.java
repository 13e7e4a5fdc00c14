package io.cowrite.websocket;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What people do at a document is counted. */
@Timeout(60)
class SocketMetricsTests extends SocketTest {

    @Autowired
    private MeterRegistry registry;

    @Test
    void commitsAreCountedAndTimed() {
        double rows = value("cowrite.appends", "outcome", "committed");
        double bytes = value("cowrite.log");
        double commits = value("cowrite.commit");
        double settled = value("cowrite.submission");
        join("writer").write("x");
        assertThat(value("cowrite.appends", "outcome", "committed")).isEqualTo(rows + 1);
        assertThat(value("cowrite.log")).isGreaterThan(bytes + 50);
        assertThat(value("cowrite.commit")).isEqualTo(commits + 1);
        assertThat(value("cowrite.submission")).isEqualTo(settled + 1);
        assertThat(value("cowrite.journal.works")).isEqualTo(1);
        assertThat(value("cowrite.rooms.delayed")).isZero();
    }

    /** What runs beside, such as the heartbeat of nodes, takes a connection every second or two. */
    @Test
    void aLetterCostsOneStatementAndNoConnectionOfThePool() {
        Seat writer = join("writer");
        writer.write("x");
        double statements = value("cowrite.commit.statement", "outcome", "answered");
        double borrowed = value("hikaricp.connections.usage");
        for (int i = 0; i < 100; i++) {
            writer.write("x");
        }
        assertThat(value("cowrite.commit.statement", "outcome", "answered")).isEqualTo(statements + 100);
        assertThat(value("hikaricp.connections.usage")).isLessThan(borrowed + 50);
    }

    @Test
    void refusalsAreCountedByCode() {
        double before = value("cowrite.refusals", "code", "past_end");
        Seat writer = join("writer");
        writer.submit("[{\"retain\":1000},{\"delete\":1}]");
        assertThat(only(writer.ops()).path("refused").asString()).isEqualTo("past_end");
        assertThat(value("cowrite.refusals", "code", "past_end")).isEqualTo(before + 1);
    }

    @Test
    void joinsConnectionsAndClosesAreCounted() throws InterruptedException {
        double joins = value("cowrite.joins", "start", "content");
        double closes = value("cowrite.closes", "code", "4400");
        Seat visitor = join("visitor");
        assertThat(value("cowrite.joins", "start", "content")).isEqualTo(joins + 1);
        assertThat(value("cowrite.connections")).isGreaterThanOrEqualTo(2);
        assertThat(value("cowrite.rooms")).isGreaterThanOrEqualTo(1);
        visitor.socket.sendText("nonsense");
        visitor.socket.send(0x80 | RawSocket.CLOSE, visitor.closing().payload());
        while (value("cowrite.closes", "code", "4400") == closes) {
            Thread.sleep(10); // The close is counted when it is complete.
        }
        assertThat(value("cowrite.closes", "code", "4400")).isEqualTo(closes + 1);
    }

    @Test
    void aCloseThatNobodyAnswersIsCountedAsWhatItWas() throws InterruptedException {
        double closes = value("cowrite.closes", "code", "4400");
        Seat visitor = join("visitor");
        visitor.socket.sendText("nonsense");
        while (value("cowrite.closes", "code", "4400") == closes) {
            Thread.sleep(10); // Nothing is read, so the socket is dropped after a while.
        }
    }

    /** A counter's count, a gauge's value, how often a timer was used. */
    private double value(String name, String... tags) {
        return StreamSupport.stream(registry.get(name).tags(tags).meter().measure().spliterator(), false)
                .filter(one -> one.getStatistic() != Statistic.TOTAL_TIME && one.getStatistic() != Statistic.MAX)
                .mapToDouble(one -> one.getValue())
                .findFirst()
                .orElseThrow();
    }
}
