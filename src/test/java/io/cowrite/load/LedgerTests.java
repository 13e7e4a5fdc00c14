package io.cowrite.load;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTests {

    private final Ledger ledger = new Ledger(5, 2);

    @Test
    void anEntryIsKnownBeforeAndAfterItsAuthorHasSeenIt() {
        Sent sent = sent(1, 1);
        assertThat(ledger.at(6)).isNull();
        assertThat(ledger.delivered(6, sent.key())).isSameAs(sent);
        assertThat(ledger.settled(6, sent.key(), false)).isSameAs(sent);
        assertThat(ledger.delivered(6, sent.key())).isSameAs(sent);
        assertThat(ledger.at(6)).as("for who gets it composed").isSameAs(sent);
    }

    @Test
    void whatIsSeenTwiceCountsOnce() {
        Sent sent = sent(1, 1);
        assertThat(ledger.settled(6, sent.key(), false)).isSameAs(sent);
        assertThat(ledger.settled(6, sent.key(), false)).isNull();
        assertThat(ledger.balance()).isEqualTo(new Ledger.Balance(5, 1, 0, OptionalLong.of(1)));
    }

    @Test
    void theOldestAreForgottenByVersion() {
        for (int i = 1; i <= 3; i++) {
            ledger.settled(5 + i, sent(i, 1).key(), false);
        }
        assertThat(ledger.at(6)).isNull();
        assertThat(ledger.at(7)).isNotNull();
        assertThat(ledger.delivered(6, new Sent.Key("c", 1))).isNull();
    }

    @Test
    void whatTheLogHoldsNowIsNotTakenForWhatItHeld() {
        Sent lost = sent(1, 1);
        ledger.settled(6, lost.key(), false);
        Sent other = sent(2, 1);
        assertThat(ledger.delivered(6, other.key())).isSameAs(other);
    }

    @Test
    void aRefusalOrDoubtLeavesTheLengthOpen() {
        ledger.settled(6, sent(1, 3).key(), false);
        assertThat(ledger.balance().units()).hasValue(3);
        Sent doubtful = sent(2, 1);
        assertThat(ledger.balance()).isEqualTo(new Ledger.Balance(5, 1, 1, OptionalLong.empty()));
        ledger.settled(7, doubtful.key(), true);
        assertThat(ledger.balance()).isEqualTo(new Ledger.Balance(5, 2, 0, OptionalLong.empty()));
    }

    private Sent sent(long sequence, int units) {
        Sent sent = new Sent(new Sent.Key("c", sequence), new long[]{0}, units);
        ledger.sent(sent);
        return sent;
    }
}
