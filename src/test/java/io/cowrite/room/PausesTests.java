package io.cowrite.room;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTests {

    private static final UUID ID = new UUID(1, 2);

    private final HandTime time = new HandTime();
    private final Pauses pauses = new Pauses(ID, new SplittableRandom(7), time);
    private final Logger logger = (Logger) LoggerFactory.getLogger(Pauses.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
        logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(told);
        logger.setLevel(null);
    }

    @Test
    void theyDoubleUpToASecond() {
        for (long bound : new long[]{10, 20, 40, 80, 160, 320, 640, 1_000, 1_000, 1_000, 1_000, 1_000}) {
            assertThat(pauses.next("away")).isBetween(bound / 2, bound);
        }
        pauses.reset();
        assertThat(pauses.next("away")).isBetween(5L, 10L);
    }

    @Test
    void theFirstInARowIsWarnedOfAndThenOneAMinute() {
        pauseEachSecond(121);
        assertThat(warned()).containsExactly(0, 60, 120);
        told.list.clear();
        pauses.reset();
        pauses.reset();
        pauseEachSecond(2);
        assertThat(warned()).as("behind the end of those before").containsExactly(1);
        assertThat(told.list.getFirst()).hasToString("[INFO] document " + ID + ": goes on after 121 pauses");
        assertThat(told.list.get(1).getFormattedMessage()).startsWith("document " + ID + ": away; again in ");
    }

    private void pauseEachSecond(int count) {
        for (int i = 0; i < count; i++) {
            pauses.next("away");
            time.pass(1_000, () -> {});
        }
    }

    private List<Integer> warned() {
        return IntStream.range(0, told.list.size()).filter(i -> told.list.get(i).getLevel() == Level.WARN).boxed()
                .toList();
    }
}
