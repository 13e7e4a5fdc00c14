package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationCutTests {

    @Test
    void thePartsFitAndHaveTheEffectOfTheWhole() throws InapplicableException {
        int cuts = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            RandomMessages random = new RandomMessages(seed);
            Text before = Text.of("x".repeat(1_000));
            Delta whole = operation(random);
            Text after = before;
            Delta rest = whole;
            do {
                OperationCut cut = OperationCut.of(rest, 128, 3);
                assertThat(DeltaJson.encode(cut.first()).length).as("seed %d", seed).isLessThanOrEqualTo(128);
                assertThat(cut.first().ops().size()).as("seed %d", seed).isBetween(1, 3);
                after = after.apply(cut.first());
                rest = cut.rest();
                cuts++;
            } while (!rest.isEmpty());
            assertThat(after.toString()).as("seed %d", seed).isEqualTo(before.apply(whole).toString());
        }
        assertThat(cuts).isGreaterThan(5_000);
    }

    @Test
    void whatFitsIsNotCut() {
        Delta operation = Delta.of(new Op.Retain(1), new Op.Insert("x".repeat(50_000)), new Op.Delete(1));
        assertThat(OperationCut.of(operation, 60 * 1024, 4_000)).isEqualTo(new OperationCut(operation, Delta.EMPTY));
    }

    private static Delta operation(RandomMessages random) {
        List<Op> ops = new ArrayList<>();
        for (int i = 1 + random.below(8); i > 0; i--) {
            ops.add(new Op.Retain(1 + random.below(50)));
            ops.add(random.below(2) == 0 ? new Op.Delete(1 + random.below(50)) : new Op.Insert("x" + random.text(90)));
        }
        return Delta.of(ops);
    }
}
