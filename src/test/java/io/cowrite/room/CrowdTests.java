package io.cowrite.room;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** [W22] What many people are told of each other, and when. */
class CrowdTests {

    private final RoomWorld world = new RoomWorld(RoomSettings.DEFAULTS, 1);
    private final List<TestSession> people = new ArrayList<>();

    private void come(int count) {
        for (int i = 0; i < count; i++) {
            people.add(world.join("p" + people.size()));
        }
    }

    private int told() {
        return people.getFirst().told;
    }

    @Test
    @DisplayName("[W22] up to a hundred are told at once who comes and who leaves")
    void aHundredAreToldAtOnce() {
        come(99);
        int before = told();
        come(1);
        assertThat(told()).isEqualTo(before + 1);
        int leaverTold = people.getLast().told;
        people.getLast().live().leave();
        world.settle();
        assertThat(told()).isEqualTo(before + 2);
        assertThat(people.getLast().told).as("who has left is told nothing").isEqualTo(leaverTold);
    }

    @Test
    @DisplayName("[W22] more are told after a pause that grows with their number, once of all who came meanwhile")
    void moreAreToldLater() {
        come(100);
        int before = told();
        come(60);
        assertThat(told()).isEqualTo(before);
        assertThat(people.getLast().live().view().roster().present()).as("who comes knows all").hasSize(160);
        world.pass(101 / Publishing.PEOPLE_A_MILLI - 1);
        assertThat(told()).isEqualTo(before);
        world.pass(1);
        assertThat(told()).isEqualTo(before + 1);
        world.pass(1_000);
        assertThat(told()).as("nothing is new").isEqualTo(before + 1);
        people.getLast().live().leave();
        world.pass(159 / Publishing.PEOPLE_A_MILLI - 1);
        assertThat(told()).isEqualTo(before + 1);
        world.pass(1);
        assertThat(told()).isEqualTo(before + 2);
    }

    @Test
    @DisplayName("[W22] an entry waits for no presence, and takes along what waits")
    void anEntryDoesNotWait() {
        come(101);
        int before = told();
        people.get(50).write(1, "x", 0);
        assertThat(people).allSatisfy(one -> assertThat(one.text()).isEqualTo("x"));
        assertThat(told()).isEqualTo(before + 1);
    }
}
