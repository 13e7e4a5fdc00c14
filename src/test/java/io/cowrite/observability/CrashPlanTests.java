package io.cowrite.observability;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CrashPlanTests {

    @Test
    void firesOnceAtTheNthTime() {
        CrashPlan plan = new CrashPlan("ROOM_TOLD:2:throw");

        plan.reach(CrashPoint.ROOM_TOLD);
        plan.reach(CrashPoint.FRAME_READ);
        assertThatIllegalStateException().isThrownBy(() -> plan.reach(CrashPoint.ROOM_TOLD));
        assertThatCode(() -> plan.reach(CrashPoint.ROOM_TOLD)).doesNotThrowAnyException();
    }

    @Test
    void armsSeveralPoints() {
        CrashPlan plan = new CrashPlan("ROOM_TOLD:1:cut, FRAME_READ:1:throw,ROOM_TOLD:2:cut");
        AtomicInteger cuts = new AtomicInteger();
        plan.cutBy(cuts::incrementAndGet);

        plan.reach(CrashPoint.ROOM_TOLD);
        plan.reach(CrashPoint.ROOM_TOLD);
        plan.reach(CrashPoint.ROOM_TOLD);
        assertThat(cuts).hasValue(2);
        assertThatIllegalStateException().isThrownBy(() -> plan.reach(CrashPoint.FRAME_READ));
    }

    @Test
    void sleepsWithoutFailing() {
        assertThatCode(() -> new CrashPlan("ROOM_TOLD:1:sleep=1").reach(CrashPoint.ROOM_TOLD))
                .doesNotThrowAnyException();
    }

    @Test
    void aCutThatNobodyMadePossibleSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new CrashPlan("ROOM_TOLD:1:cut").reach(CrashPoint.ROOM_TOLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ROOM_TOLD",
            "ROOM_TOLD:1",
            "NOWHERE:1:halt",
            "ROOM_TOLD:once:halt",
            "ROOM_TOLD:0:halt",
            "ROOM_TOLD:1:explode",
            "ROOM_TOLD:1:sleep=long",
            "ROOM_TOLD:1:halt,"
    })
    void aPlanThatCannotBeUnderstoodIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CrashPlan(text));
    }

    @Test
    void whatIsArmedLaterCountsFromThen() {
        CrashPlan plan = new CrashPlan("");

        plan.reach(CrashPoint.ROOM_TOLD);
        plan.add("ROOM_TOLD:2:throw");
        plan.reach(CrashPoint.ROOM_TOLD);
        assertThatIllegalStateException().isThrownBy(() -> plan.reach(CrashPoint.ROOM_TOLD));
    }

    @Test
    void nothingIsArmedByDefaultAndNothingCanBe() {
        assertThat(CrashPoint.armed()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> CrashPoint.arm("ROOM_TOLD:1:throw"));
    }
}
