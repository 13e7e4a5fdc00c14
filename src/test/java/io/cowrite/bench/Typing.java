package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How fast the service is with so many people at so many letters a second: times from when a letter was due to its
 * acknowledgement and to everybody else, CPU of service and PostgreSQL for each, and whether all have the same in the end.
 *
 * <p>Arguments: {@code documents=1}, {@code writers=50} and {@code readers=0} of each, {@code rates=1000,2000} letters a second
 * of all together, one after the other; {@code warm=10} seconds at the first rate, {@code seconds=10} of each,
 * {@code atOnce=50} who connect at a time, {@code worst=100} ms that 99 % may take to be sustained,
 * {@code floors=0} seconds to measure what the parts take at least, and those of {@link RunningService}.
 */
final class Typing {

    private static final int SOCKETS_A_GUEST = 20;
    private static final double SETTLING_SECONDS = 1.5;
    private static final int FLOORS_A_SECOND = 20;
    private static final int FLOOR_SOCKETS = 1_000;

    private final RunningService service;
    private final Options options;
    private final List<UUID> documents = new ArrayList<>();

    private Typing(RunningService service, Options options) {
        this.service = service;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        try (RunningService service = RunningService.start(options)) {
            new Typing(service, options).run();
        }
    }

    private void run() throws Exception {
        try (CowriteClient owner = new CowriteClient(service.address());
                TypingCrowd crowd = new TypingCrowd(service.address())) {
            owner.me();
            gather(owner, crowd);
            String[] rates = options.text("rates", "1000,2000").split(",", -1);
            crowd.type(Double.parseDouble(rates[0]), 0, options.number("warm", 10));
            for (String rate : rates) {
                pace(crowd, Double.parseDouble(rate));
            }
            check(owner, crowd);
        }
        if (options.number("floors", 0) > 0) {
            floors(options.number("floors", 0));
        }
    }

    /** What the parts take at least, on this machine now. */
    private void floors(int seconds) throws Exception {
        Floors.say(service, FLOORS_A_SECOND, seconds);
        try (BareWrites writes = new BareWrites(FLOOR_SOCKETS)) {
            writes.micros(seconds * FLOORS_A_SECOND);
            Figures.say("  floor: write to one of %,d sockets %.2f us of CPU", FLOOR_SOCKETS,
                    writes.micros(seconds * FLOORS_A_SECOND));
        }
    }

    private void gather(CowriteClient owner, TypingCrowd crowd) throws IOException, InterruptedException {
        int writers = options.number("writers", 50);
        int each = writers + options.number("readers", 0);
        int count = options.number("documents", 1);
        List<String> guests = Guests.some(service.address(), count * each / SOCKETS_A_GUEST + 1);
        for (int i = 0; i < count; i++) {
            documents.add(owner.createDocument("Typing", DocumentType.TEXT, ""));
        }
        for (int i = 0; i < count * each; i++) { // Letters that follow each other are of different documents.
            crowd.add(service.address(), documents.get(i % count), guests.get(i % guests.size()), i / count < writers);
        }
        crowd.join(options.number("atOnce", 50));
        Figures.say("%d documents of %d writers and %d readers each", count, writers, each - writers);
    }

    private void pace(TypingCrowd crowd, double rate) throws IOException {
        int seconds = options.number("seconds", 10);
        CollectorPauses pauses = CollectorPauses.of(service);
        TypingCost cost = TypingCost.of(service, crowd, rate, SETTLING_SECONDS, seconds);
        TypingCrowd.Pace pace = cost.pace();
        boolean late = pace.seen().p99Millis() >= options.number("worst", 100); // Nobody else: not late.
        boolean held = pace.edits() >= 0.97 * rate * seconds && !late;
        Figures.say("%,.0f letters a second%s: saved %s; seen by others %s", rate, held ? "" : " NOT SUSTAINED",
                pace.saved(), pace.seen());
        Figures.say(
                "    %.1f us of CPU a letter, %.2f a delivery, %.1f of PostgreSQL a letter; %.2f cores, %.2f of this"
                        + " program; %,.0f frames a second; %s",
                cost.serviceMicrosALetter(), cost.serviceMicrosADelivery(), cost.databaseMicrosALetter(),
                cost.serviceMicros() / 1e6 / seconds, pace.cores(), pace.frames() / (seconds + SETTLING_SECONDS),
                Figures.load());
        Figures.say("    %s; %d ms of this program's own", CollectorPauses.of(service).since(pauses),
                pace.pausedMillis());
    }

    private void check(CowriteClient owner, TypingCrowd crowd) throws IOException, InterruptedException {
        for (UUID id : documents) {
            if (owner.content(id).length() != crowd.letters(id)) {
                throw new IllegalStateException("document " + id + " has another length than was typed");
            }
        }
        if (!crowd.agree()) {
            throw new IllegalStateException("histories differ");
        }
        Figures.say("all have the same history, and REST every letter");
    }
}
