package io.cowrite.load;

import io.cowrite.kernel.Text;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTests {

    private static final String HASH = "0123456789ab";
    private static final Copy SERVED = new Copy("REST", Text.of("one two"), 9, HASH);
    private static final Copy SAME = new Copy("person 1", Text.of("one two"), 9, HASH + "cdef");
    private static final Ledger.Balance BALANCE = new Ledger.Balance(2, 7, 0, OptionalLong.of(7));

    @Test
    void whatIsTheSameIsFoundSo() {
        assertThat(findings(BALANCE, SAME, SAME)).isEmpty();
    }

    @Test
    void aTextThatDiffersIsToldWithItsPlace() {
        Copy other = new Copy("person 2", Text.of("one\ntwo"), 9, HASH + "cdef");
        assertThat(findings(BALANCE, SAME, other)).containsExactly(
                "Plan: the text of person 2 differs at version 9: from unit 3 on '\\ntwo', REST has ' two'.");
    }

    @Test
    void aTextThatEndsEarlierDiffersToo() {
        Copy other = new Copy("person 2", Text.of("one"), 9, HASH + "cdef");
        assertThat(findings(BALANCE, other)).containsExactly(
                "Plan: the text of person 2 differs at version 9: from unit 3 on '', REST has ' two'.");
    }

    @Test
    void whoIsBehindIsTold() {
        Copy other = new Copy("person 2", Text.of("one tw"), 8, "ffff");
        assertThat(findings(BALANCE, other)).containsExactly("Plan: person 2 is at version 8, REST at 9.");
    }

    @Test
    void anotherHistoryOfTheSameTextIsTold() {
        Copy other = new Copy("person 2", Text.of("one two"), 9, "ffff");
        assertThat(findings(BALANCE, other)).containsExactly(
                "Plan: person 2 has hash ffff at version 9, REST 0123456789ab….");
    }

    @Test
    void ofManyWhoDifferAFewAreTold() {
        Copy other = new Copy("person 2", Text.of(""), 0, "");
        assertThat(Comparison.findings("Plan", SERVED, Collections.nCopies(100, other), BALANCE)).hasSize(4)
                .last().isEqualTo("Plan: 97 more copies differ.");
    }

    @Test
    void anAcknowledgedEditThatIsNotInTheLogIsLost() {
        assertThat(findings(new Ledger.Balance(2, 8, 3, OptionalLong.empty()), SAME)).containsExactly(
                "Plan: 1 of 8 acknowledged submissions are not in the log.");
    }

    @Test
    void anEntryOfNobodyIsTold() {
        assertThat(findings(new Ledger.Balance(2, 5, 1, OptionalLong.empty()), SAME)).containsExactly(
                "Plan: the log has 7 entries, but only 5 submissions were acknowledged and 1 are in doubt.");
        assertThat(findings(new Ledger.Balance(2, 5, 2, OptionalLong.empty()), SAME)).as("doubt explains it").isEmpty();
    }

    @Test
    void anEditWithoutEffectIsTold() {
        assertThat(findings(new Ledger.Balance(2, 7, 0, OptionalLong.of(8)), SAME)).containsExactly(
                "Plan: the text has 7 units, but what was acknowledged makes 8.");
    }

    private static List<String> findings(Ledger.Balance balance, Copy... copies) {
        return Comparison.findings("Plan", SERVED, List.of(copies), balance);
    }
}
