package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTests {

    private final History history = new History(new Confirmed(Text.EMPTY, 0, hash(0)));

    @Test
    @DisplayName("[C4] 1,000 steps are remembered; at one more the oldest are forgotten, up to the next point")
    void aThousandSteps() throws InapplicableException {
        for (long version = 1; version <= History.STEPS_MAX; version++) {
            step(version);
        }
        assertThat(history.steps()).hasSize(1_000);
        assertThat(history.origin().version()).isZero();

        long next = history.pointsNewestFirst().get(history.pointsNewestFirst().size() - 2).version();
        step(1_001);
        assertThat(history.origin().version()).isEqualTo(next).isPositive();
        assertThat(history.origin().text().length()).isEqualTo(next);
        assertThat(history.steps()).hasSize((int) (1_001 - next));
        assertThat(history.at(1_001).text().length()).isEqualTo(1_001);
    }

    @Test
    @DisplayName("[C4] 8 points are kept, the oldest and the newest among them")
    void eightPoints() throws InapplicableException {
        for (long version = 1; version <= 7; version++) {
            step(version);
        }
        assertThat(history.pointsNewestFirst()).extracting(Point::version).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L,
                0L);
        step(8);
        assertThat(history.pointsNewestFirst()).extracting(Point::version).hasSize(8).startsWith(8L).endsWith(0L);
    }

    private void step(long version) throws InapplicableException {
        history.add(new Step(version, Delta.of(new Op.Insert("x")), hash(version), null, false));
        assertThat(history.frameEnds(new Point(version, hash(version)), null)).isNull();
    }

    private static Hash hash(long version) {
        return Hash.of(ByteBuffer.allocate(32).putLong(version).array());
    }
}
