package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FanoutTests {

    private static final int LONG = Fanout.SUBSCRIBERS_WITHOUT_PAUSE + Fanout.SUBSCRIBERS_AT_ONCE;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private Runnable whilePaused = () -> {};
    private final Fanout fanout = new Fanout(tasks::add, () -> {
        told.add("pause");
        whilePaused.run();
    });

    @Test
    void everybodyIsToldOnceForAllRequestsBeforeThePass() {
        fanout.subscribers(List.of(named("a"), named("b")));
        fanout.request();
        fanout.request();
        runAll();
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void requestsDuringAPassAreAnsweredByOneMoreAfterIt() {
        fanout.subscribers(List.of(named("a"), new Named("b") {
            @Override
            public void changed() {
                super.changed();
                if (told.size() == 2) {
                    fanout.request();
                    fanout.request();
                    assertThat(tasks).as("no second pass beside this one").isEmpty();
                }
            }
        }));
        fanout.request();
        runAll();
        assertThat(told).containsExactly("a", "b", "a", "b");
    }

    @Test
    void whoComesDuringAPassIsToldByTheNext() {
        fanout.subscribers(many(Fanout.SUBSCRIBERS_WITHOUT_PAUSE + 1));
        whilePaused = () -> {
            whilePaused = () -> {};
            fanout.subscribers(List.of(named("late")));
            fanout.request();
        };
        fanout.request();
        runAll();
        assertThat(told).endsWith("last", "late");
    }

    @Test
    void itPausesBeforeEachFurtherRunOfSubscribersAndNotAfterTheLast() {
        fanout.subscribers(many(LONG));
        fanout.request();
        runAll();
        assertThat(told.indexOf("pause")).isEqualTo(Fanout.SUBSCRIBERS_AT_ONCE);
        assertThat(told.stream().filter("pause"::equals)).hasSize(LONG / Fanout.SUBSCRIBERS_AT_ONCE - 1);
        assertThat(told).endsWith("last");
    }

    @Test
    void aPassThatIsNotLongIsNotInterrupted() {
        fanout.subscribers(many(Fanout.SUBSCRIBERS_WITHOUT_PAUSE));
        fanout.request();
        runAll();
        assertThat(told).hasSize(Fanout.SUBSCRIBERS_WITHOUT_PAUSE).doesNotContain("pause");
    }

    @Test
    void authorsAreToldFirst() {
        fanout.subscribers(List.of(named("a"), named("b")));
        fanout.request(List.of(named("author")));
        runAll();
        assertThat(told).containsExactly("author", "a", "b");
    }

    @Test
    void authorsAreToldInAPassUnderWay() {
        fanout.subscribers(many(LONG));
        whilePaused = () -> {
            whilePaused = () -> {};
            fanout.request(List.of(named("author")));
        };
        fanout.request();
        tasks.remove().run();
        assertThat(told.indexOf("author")).isEqualTo(Fanout.SUBSCRIBERS_AT_ONCE + 1);
        assertThat(told).containsOnlyOnce("author");
    }

    @Test
    void aPassThatFailsDoesNotKeepTheNextFromRunning() {
        fanout.subscribers(List.of(new Named("a") {
            @Override
            public void changed() {
                super.changed();
                throw new IllegalStateException("scripted");
            }
        }));
        fanout.request();
        try {
            runAll();
        } catch (IllegalStateException e) {
            told.add("failed");
        }
        fanout.request();
        assertThat(tasks).hasSize(1);
        assertThat(told).containsExactly("a", "failed");
    }

    @Test
    void nobodyIsNotTold() {
        fanout.request();
        assertThat(tasks).isEmpty();
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private List<Subscriber> many(int count) {
        List<Subscriber> many = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            many.add(named("one"));
        }
        many.add(named("last"));
        return many;
    }

    private Named named(String name) {
        return new Named(name);
    }

    private class Named implements Subscriber {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void changed() {
            told.add(name);
        }

        @Override
        public void joined(Joined joined) {
            throw new AssertionError();
        }

        @Override
        public void notice(ServerMessage.Notice notice) {
            throw new AssertionError();
        }

        @Override
        public void close(CloseCode code, String reason) {
            throw new AssertionError();
        }

        @Override
        public void closeAfterFlush(CloseCode code, String reason) {
            throw new AssertionError();
        }
    }
}
