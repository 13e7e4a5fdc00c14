package io.cowrite.journal;

import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SuspectsTests {

    private static final int MOST = 10_000;

    private final Suspects suspects = new Suspects();

    @Test
    void tenThousandAreRememberedAndOneMoreOnlyWhenOneIsCleared() {
        for (int i = 0; i < MOST; i++) {
            suspects.add(id(i));
        }
        suspects.add(id(MOST));
        for (int i = 0; i < MOST; i++) {
            assertThat(suspects.contains(id(i))).as("document %d", i).isTrue();
        }
        assertThat(suspects.contains(id(MOST))).isFalse();
        suspects.remove(id(0));
        suspects.add(id(MOST));
        assertThat(suspects.contains(id(0))).isFalse();
        assertThat(suspects.contains(id(MOST))).isTrue();
    }

    private static UUID id(int number) {
        return new UUID(1, number);
    }
}
