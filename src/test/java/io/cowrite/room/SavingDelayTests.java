package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.cowrite.protocol.NoticeCode.SAVING_DELAYED;
import static io.cowrite.protocol.NoticeCode.SAVING_RESUMED;
import static org.assertj.core.api.Assertions.assertThat;

class SavingDelayTests {

    private static final int WAITING_MAX = 5;

    private final RoomWorld world = new RoomWorld(
            new RoomSettings(new Limits(1_000, 4, 100, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000,
                    10_000, 20).with(new RoomSettings.Upkeep(WAITING_MAX, 10, 1_000, 100_000)),
            1);

    @Test
    @DisplayName("[O9] an append without an answer for a second is a delay; who joins meanwhile is told too")
    void anAppendWithoutAnAnswerIsADelay() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        world.pass(999);
        assertThat(ann.told()).isEmpty();
        world.pass(1);
        assertThat(ann.told()).containsExactly(SAVING_DELAYED);
        TestSession ben = world.join("ben");
        assertThat(ben.told()).containsExactly(SAVING_DELAYED);

        world.journal.release();
        world.settle();
        assertThat(ann.told()).containsExactly(SAVING_DELAYED, SAVING_RESUMED);
        assertThat(ben.told()).containsExactly(SAVING_DELAYED, SAVING_RESUMED);
        assertThat(world.join("cid").told()).isEmpty();
    }

    @Test
    @DisplayName("[O9] a second delay is told like the first")
    void aSecondDelayIsToldLikeTheFirst() {
        TestSession ann = world.join("ann");
        for (int i = 1; i <= 2; i++) {
            world.journal.next(Collections.nCopies(9, Fault.FAILED).toArray(Fault[]::new));
            ann.write(i, "x", 0);
            world.pass(30_000);
        }
        assertThat(ann.text()).isEqualTo("xx");
        assertThat(ann.told()).containsExactly(SAVING_DELAYED, SAVING_RESUMED, SAVING_DELAYED, SAVING_RESUMED);
    }

    @Test
    @DisplayName("[O9] who writes all the time without waiting for a second is told of no delay")
    void steadyWritingIsNoDelay() {
        TestSession ann = world.join("ann");
        for (int i = 1; i <= 10; i++) {
            world.journal.next(Fault.SLOW);
            ann.write(i, "x", 0);
            world.pass(600);
            world.journal.release();
            world.settle();
        }
        assertThat(ann.told()).isEmpty();
        assertThat(ann.text()).hasSize(10);
    }

    @Test
    @DisplayName("[O9] what cannot be saved because older entries cannot be read is a delay")
    void aStaleSubmissionWhoseHistoryCannotBeReadIsADelay() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        for (int i = 1; i <= 9; i++) {
            ben.write(i, "b", 0);
        }
        world.journal.failReads(8);
        ann.submit(1, 0, TestSession.insert(0, "a"));
        world.pass(30_000);
        assertThat(ann.text()).isEqualTo("bbbbbbbbba");
        assertThat(ben.told()).containsExactly(SAVING_DELAYED, SAVING_RESUMED);
    }

    @Test
    @DisplayName("[O17] people are told at once when more than so many submissions wait in a room; all are saved")
    void tooManyWaitingIsADelay() {
        TestSession first = world.join("first");
        world.journal.next(Fault.SLOW);
        first.write(1, "x", 0);
        List<TestSession> others = new ArrayList<>();
        for (int i = 0; i < WAITING_MAX - 1; i++) {
            TestSession other = world.join(new Author("user-" + i, "Other", "#000000"), "client-" + i, 1);
            others.add(other);
            other.write(1, "y", 0);
        }
        assertThat(first.told()).isEmpty();
        TestSession last = world.join("last");
        last.write(1, "z", 0);
        assertThat(first.told()).containsExactly(SAVING_DELAYED);
        assertThat(others).allSatisfy(other -> assertThat(other.told()).containsExactly(SAVING_DELAYED));

        world.journal.release();
        world.settle();
        assertThat(last.text()).hasSize(WAITING_MAX + 1);
        assertThat(first.told()).containsExactly(SAVING_DELAYED, NoticeCode.SAVING_RESUMED);
    }
}
