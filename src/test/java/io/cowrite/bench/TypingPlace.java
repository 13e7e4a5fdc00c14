package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A service in which people come together to type, and somebody who makes the documents. */
final class TypingPlace implements AutoCloseable {

    private static final int SOCKETS_A_GUEST = 20;
    private static final int AT_ONCE = 50;
    private static final int WARM_DOCUMENTS = 20;
    private static final double WARM_RATE = 1_000;

    /** After so many have come that they are written down in the lists of documents only later. */
    private static final double REST_SECONDS = 3;

    private static final double SETTLING_SECONDS = 2;

    private final RunningService service;
    private final CowriteClient owner;

    TypingPlace(RunningService service) throws IOException, InterruptedException {
        this.service = service;
        this.owner = new CowriteClient(service.address());
        owner.me();
    }

    List<UUID> documents(long count, String content) throws IOException, InterruptedException {
        List<UUID> ids = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            ids.add(owner.createDocument("Growth", DocumentType.TEXT, content));
        }
        return ids;
    }

    CowriteClient owner() {
        return owner;
    }

    /** Types for so long that the service's JVM has compiled most of what typing needs. */
    void warm(int seconds) throws IOException, InterruptedException {
        try (TypingCrowd crowd = gathered(documents(WARM_DOCUMENTS, ""), 2, 0)) {
            crowd.type(WARM_RATE, 0, seconds);
        }
    }

    /** What it costs when so many type in each of {@code documents}; checks that all have the same in the end. */
    TypingCost cost(List<UUID> documents, long writers, long readers, double rate, int seconds)
            throws IOException, InterruptedException {
        int before = owner.content(documents.getFirst()).length();
        try (TypingCrowd crowd = gathered(documents, writers, readers)) {
            TypingCost cost = TypingCost.of(service, crowd, rate, SETTLING_SECONDS, seconds);
            if (!crowd.agree()) {
                throw new IllegalStateException("histories differ");
            }
            for (UUID id : documents) {
                if (owner.content(id).length() != before + crowd.letters(id)) {
                    throw new IllegalStateException("document " + id + " has another length than was typed");
                }
            }
            Figures.say(
                    "  %d documents, %d writers and %d readers each: saved %s; seen by others %s; %.2f cores, %.2f of"
                            + " this program; %s",
                    documents.size(), writers, readers, cost.pace().saved(), cost.pace().seen(),
                    cost.serviceMicros() / 1e6 / seconds, cost.pace().cores(), Figures.load());
            return cost;
        }
    }

    private TypingCrowd gathered(List<UUID> documents, long writers, long readers)
            throws IOException, InterruptedException {
        int people = Math.toIntExact(documents.size() * (writers + readers));
        List<String> guests = Guests.some(service.address(), people / SOCKETS_A_GUEST + 1);
        TypingCrowd crowd = new TypingCrowd(service.address());
        for (int i = 0; i < people; i++) { // Letters that follow each other are of different documents.
            crowd.add(service.address(), documents.get(i % documents.size()), guests.get(i % guests.size()),
                    i / documents.size() < writers);
        }
        crowd.join(AT_ONCE);
        crowd.type(1, 0, REST_SECONDS);
        return crowd;
    }

    @Override
    public void close() {
        owner.close();
    }
}
