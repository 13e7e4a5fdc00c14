package io.cowrite.client;

import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Closing and coming back, with a clock turned by hand and a transport that is a list. */
class DocumentConnectionTests {

    private static final class HandTimer implements Timer {

        private record Task(long due, long order, Runnable work) {}

        private final PriorityQueue<Task> tasks = new PriorityQueue<>(
                Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
        private long now;
        private long order;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void after(long millis, Runnable task) {
            tasks.add(new Task(now + millis, order++, task));
        }

        void pass(long millis) {
            long end = now + millis;
            while (!tasks.isEmpty() && tasks.peek().due() <= end) {
                Task task = tasks.remove();
                now = task.due();
                task.work().run();
            }
            now = end;
        }
    }

    private static final class FakeChannel implements Transport.Channel {

        private final Transport.Handler handler;
        private final List<String> sent = new ArrayList<>();
        private boolean ended;

        FakeChannel(Transport.Handler handler) {
            this.handler = handler;
        }

        @Override
        public void send(String frame) {
            sent.add(frame);
        }

        @Override
        public void close() {
            ended = true;
        }

        @Override
        public void abort() {
            ended = true;
        }
    }

    private final InMemoryServer server = new InMemoryServer();
    private final HandTimer timer = new HandTimer();
    private final List<FakeChannel> channels = new ArrayList<>();
    private final List<Unsaved> unsaved = new ArrayList<>();
    private final List<Integer> stops = new ArrayList<>();
    private int ids;
    private final DocumentConnection connection = new DocumentConnection(
            handler -> {
                channels.add(new FakeChannel(handler));
                return channels.getLast();
            },
            timer,
            new SplittableRandom(1),
            () -> "c" + ++ids,
            new ConnectionListener() {
                @Override
                public void unsaved(Unsaved edit) {
                    unsaved.add(edit);
                }

                @Override
                public void stopped(int closeCode, String reason) {
                    stops.add(closeCode);
                }
            });

    @Test
    void aBrokenConnectionComesBackWithinABoundThatDoublesUpTo30Seconds() {
        connection.open();
        long bound = Backoff.BOUND_MILLIS_MIN;
        for (int i = 1; i < 20; i++) {
            assertThat(channels).hasSize(i);
            channels.getLast().handler.closed(1006, "");
            timer.pass(bound);
            bound = Math.min(2 * bound, Backoff.BOUND_MILLIS_MAX);
        }
    }

    @Test
    void aConnectionThatBreaksOffWhileTheServerDrainsIsOneOfARestart() throws MalformedException {
        join();
        push(new ServerMessage.Notice(NoticeCode.DRAINING, "the server restarts", null, null, null));
        for (int i = 1; i < 20; i++) {
            assertThat(channels).hasSize(i);
            channels.getLast().handler.closed(1006, "");
            timer.pass(Backoff.RESTART_BOUND_MILLIS_MAX);
        }
    }

    @Test
    void waitsAreSpreadOverTheWholeBoundAndBeginAnewAfterAStableConnection() {
        Backoff backoff = new Backoff(new SplittableRandom(7), timer);
        for (int i = 0; i < 20; i++) {
            backoff.nextMillis(1006, Backoff.STABLE_MILLIS - 1);
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waits.add(backoff.nextMillis(1006, 0));
        }
        assertThat(waits).allMatch(wait -> wait >= 0 && wait < 30_000);
        assertThat(waits).anyMatch(wait -> wait < 3_000).anyMatch(wait -> wait > 27_000);
        assertThat(backoff.nextMillis(1006, Backoff.STABLE_MILLIS)).isLessThan(250);
    }

    @Test
    void whatIsInFlightIsSentAgainAfterABreak() throws MalformedException, InapplicableException {
        join();
        connection.edit(text -> Edits.insert(0, "a"));
        String submission = channels.getLast().sent.getLast();
        connection.interrupt();
        assertThat(channels.getFirst().ended).isTrue();
        timer.pass(250);
        welcome();
        assertThat(channels).hasSize(2);
        assertThat(channels.getLast().sent.getLast()).isEqualTo(submission).contains("submit");
        assertThat(unsaved).isEmpty();
    }

    @Test
    void on4411ItJoinsAnewAtOnceAndTheEditsGoToTheirAuthor() throws MalformedException, InapplicableException {
        join();
        connection.edit(text -> Edits.insert(0, "a"));
        connection.edit(text -> Edits.insert(0, "b"));
        channels.getLast().handler.closed(4411, "");
        timer.pass(0);
        welcome();
        assertThat(unsaved).extracting(Unsaved::insertedText).containsExactly("a", "b");
        assertThat(unsaved).extracting(Unsaved::reason).containsOnly(Unsaved.Reason.RESEND_UNSETTLED);
        assertThat(channels.getLast().sent).hasSize(1);
        assertThat(channels.getLast().sent.getFirst()).contains("\"c2\"").doesNotContain("since");
        assertThat(connection.<Boolean>look(Replica::isLive)).isTrue();
    }

    /** Each code of the table in docs/PROTOCOL.md, and how what the client does then begins. */
    static List<Arguments> closeCodes() throws IOException {
        String table = Files.readString(Path.of("docs", "PROTOCOL.md")).split("## Close codes\n", 2)[1].split("\n## ",
                2)[0];
        return table.lines()
                .map(line -> line.split("\\|", -1))
                .filter(cells -> cells.length > 3 && cells[1].matches(" \\d.*"))
                .flatMap(cells -> Arrays.stream(cells[1].strip().split(", "))
                        .map(code -> Arguments.of(Integer.valueOf(code), cells[3].strip())))
                .toList();
    }

    @Test
    void theTableOfTheProtocolHasEveryCodeOfTheServer() throws IOException {
        assertThat(closeCodes()).hasSize(21).extracting(row -> row.get()[0])
                .containsAll(Arrays.stream(CloseCode.values()).map(CloseCode::code).toList());
    }

    @ParameterizedTest
    @MethodSource("closeCodes")
    void aCloseHasTheReactionOfTheProtocol(int code, String then) throws MalformedException, InapplicableException {
        join();
        connection.edit(text -> Edits.insert(0, "mine"));
        String submission = channels.getLast().sent.getLast();
        channels.getLast().handler.closed(code, "");
        timer.pass(0);
        int atOnce = channels.size();
        timer.pass(Backoff.BOUND_MILLIS_MIN);
        assertThat(connection.<String>look(replica -> replica.shown().toString())).isEqualTo("mine");
        if (then.startsWith("stops")) {
            assertThat(channels).hasSize(1);
            assertThat(stops).containsExactly(code);
            assertThat(connection.<Boolean>look(Replica::isSettled)).isFalse();
            return;
        }
        assertThat(channels).hasSize(2);
        welcome();
        if (then.startsWith("tries again")) {
            assertThat(atOnce).isEqualTo(1);
            assertThat(channels.getLast().sent.getFirst()).contains("\"c1\"").contains("since");
            assertThat(channels.getLast().sent).contains(submission);
            assertThat(unsaved).isEmpty();
        } else {
            assertThat(then).startsWith("joins again at once");
            assertThat(atOnce).isEqualTo(2);
            assertThat(channels.getLast().sent).singleElement(InstanceOfAssertFactories.STRING).contains("\"c2\"")
                    .doesNotContain("since");
            assertThat(unsaved).extracting(Unsaved::insertedText).containsExactly("mine");
        }
    }

    @Test
    void aCodeThatIsNotListedCountsAsABrokenConnection() {
        for (int code : new int[]{1000, 1005, 1015, 4000, 4407, 4999}) {
            assertThat(Reaction.to(code)).as("%d", code).isEqualTo(Reaction.RETRY);
        }
    }

    @Test
    void whoMayConnectAtOnceWaitsIfThatGoesOn() throws MalformedException {
        join();
        channels.getLast().handler.closed(4411, "");
        timer.pass(0);
        assertThat(channels).hasSize(2);
        channels.getLast().handler.opened();
        channels.getLast().handler.closed(4411, "");
        timer.pass(0);
        assertThat(channels).hasSize(2);
        timer.pass(2 * Backoff.BOUND_MILLIS_MIN);
        assertThat(channels).hasSize(3);
    }

    @Test
    void aCodeThatEndsItIsToldAndNothingIsTriedAgain() throws MalformedException {
        join();
        channels.getLast().handler.closed(4403, "");
        timer.pass(1_000_000);
        connection.open();
        assertThat(stops).containsExactly(4403);
        assertThat(channels).hasSize(1);
    }

    @Test
    void aSilentServerIsGoneAfterTwoAndAHalfHeartbeats() throws MalformedException {
        join();
        timer.pass(37_000);
        push(new ServerMessage.Pong("1"));
        timer.pass(37_499);
        assertThat(channels.getFirst().ended).isFalse();
        timer.pass(1);
        assertThat(channels.getFirst().ended).isTrue();
        timer.pass(250);
        assertThat(channels).hasSize(2);
    }

    @Test
    void aStrangeHistoryIsLeftAndJoinedAnewAtOnce() throws MalformedException {
        join();
        push(new ServerMessage.Content(Edits.insert(0, "x")));
        assertThat(channels.getFirst().ended).isTrue();
        timer.pass(0);
        welcome();
        assertThat(channels).hasSize(2);
        assertThat(connection.look(Replica::clientId)).isEqualTo("c2");
    }

    @Test
    void closedItStaysClosedAndWhatComesLateCountsForNothing() throws MalformedException {
        join();
        connection.close();
        channels.getLast().handler.closed(1006, "");
        timer.pass(1_000_000);
        connection.open();
        assertThat(channels).hasSize(1);
        assertThat(channels.getLast().ended).isTrue();
    }

    private void join() throws MalformedException {
        connection.open();
        welcome();
        assertThat(connection.<Boolean>look(Replica::isLive)).isTrue();
    }

    private void welcome() throws MalformedException {
        channels.getLast().handler.opened();
        ClientMessage hello = ClientCodec.decode(channels.getLast().sent.getFirst());
        server.join("ann", (ClientMessage.Hello) hello).forEach(this::push);
    }

    private void push(ServerMessage message) {
        channels.getLast().handler.received(new String(ServerCodec.encode(message), StandardCharsets.UTF_8));
    }
}
