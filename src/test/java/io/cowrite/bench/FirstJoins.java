package io.cowrite.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long a long document takes to join right after a start, while the service's JVM compiles: one after the other, many at once,
 * and one after the other once more after the next start.
 *
 * <p>Arguments: {@code units=105000 joins=20 pause=<milliseconds between two, 30> storm=100}, and what starts the service.
 */
final class FirstJoins {

    private static final int SOCKETS_A_GUEST = 50;
    private static final String LINE = "0123456789abcde\n";

    private FirstJoins() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int units = options.number("units", 105_000);
        String content = LINE.repeat(units / LINE.length() + 1).substring(0, units);
        try (RunningService service = RunningService.start(options)) {
            UUID id;
            try (TypingPlace place = new TypingPlace(service)) {
                id = place.documents(1, content).getFirst();
            }
            String cookie = PlainSocket.guest(service.address());
            say("one after the other", inTurn(service.address(), id, cookie, options));
            say("at once", atOnce(service.address(), id, options.number("storm", 100)));
            service.stop();
            service.startAgain();
            say("after the next start", inTurn(service.address(), id, cookie, options));
        }
    }

    private static List<TimedJoin> inTurn(URI service, UUID id, String cookie, Options options) throws Exception {
        List<TimedJoin> joins = new ArrayList<>();
        for (int i = 0; i < options.number("joins", 20); i++) {
            joins.add(TimedJoin.of(service, id, cookie));
            Thread.sleep(options.number("pause", 30));
        }
        return joins;
    }

    private static List<TimedJoin> atOnce(URI service, UUID id, int count) throws Exception {
        List<String> cookies = Guests.some(service, count / SOCKETS_A_GUEST + 1);
        List<TimedJoin> joins = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TimedJoin>> coming = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String clientId = "joins" + i;
                String cookie = cookies.get(i / SOCKETS_A_GUEST);
                coming.add(people.submit(() -> TimedJoin.of(service, id, cookie, clientId)));
            }
            for (Future<TimedJoin> each : coming) {
                joins.add(each.get());
            }
        }
        return joins;
    }

    private static void say(String how, List<TimedJoin> joins) {
        Figures.say("%s: the first %.1f ms; %s; %,d bytes", how, joins.getFirst().millis(),
                Figures.of(joins.stream().mapToLong(TimedJoin::nanos).toArray()), joins.getLast().bytes());
    }
}
