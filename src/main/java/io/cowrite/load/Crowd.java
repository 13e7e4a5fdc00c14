package io.cowrite.load;

import io.cowrite.client.ClientThreads;
import io.cowrite.client.CowriteClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All people: each has a virtual thread, on which they arrive, and type until typing is over. */
final class Crowd implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final Settings settings;
    private final ClientThreads threads;
    private final Window window;
    private final Ticks ticks;
    private final CountDownLatch over;
    private final List<Member> members = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private record Member(Person person, Documents.Document document) {}

    /** @param over ends typing */
    Crowd(Settings settings, ClientThreads threads, List<Documents.Document> documents, Tally tally, Window window,
            Ticks ticks, CountDownLatch over) {
        this.settings = settings;
        this.threads = threads;
        this.window = window;
        this.ticks = ticks;
        this.over = over;
        for (int i = 0; i < settings.people(); i++) {
            Documents.Document document = documents.get(i % documents.size());
            members.add(new Member(new Person("person " + (i + 1), document.ledger(), tally, window, ticks, over,
                    new SplittableRandom()), document));
        }
    }

    /** They come one after the other from {@code startNanos} on, each on its own. */
    void arrive(long startNanos) {
        double step = settings.ramp() * NANOS / members.size();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            long arrival = startNanos + (long) (i * step);
            var _ = Thread.ofVirtual().name("cowrite-load-", i).start(() -> live(member, arrival));
        }
    }

    private void live(Member member, long arrival) {
        try {
            if (ticks.await(arrival, over)) {
                return;
            }
            CowriteClient client = new CowriteClient(settings.address(), settings.origin(), threads);
            client.me();
            Person person = member.person();
            person.enter(witness -> client.open(member.document().id(), witness));
            if (person.awaitText()) {
                long now = ticks.nanos();
                new Typist(ticks, window, over).run(person,
                        new Pace(now, settings.rate(), new SplittableRandom()),
                        new Pace(now, settings.cursors(), new SplittableRandom()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** The first that somebody met and could not go on. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    int live() {
        return (int) members.stream().filter(member -> member.person().isLive()).count();
    }

    /** How many have had the text. */
    int entered() {
        return (int) members.stream().filter(member -> member.person().hasEntered()).count();
    }

    /** How many of a document's people do not have all that any of them has, or have something unsaved. */
    int unsettled(Documents.Document document) {
        List<Person> people = of(document);
        long version = people.stream().mapToLong(Person::version).max().orElse(0);
        return (int) people.stream().filter(person -> !person.isSettledAt(version)).count();
    }

    List<Copy> copies(Documents.Document document) {
        return of(document).stream().map(Person::copy).flatMap(Optional::stream).toList();
    }

    int peopleOf(Documents.Document document) {
        return of(document).size();
    }

    /** Those who have entered it: a test that is interrupted does not wait for who was yet to come. */
    private List<Person> of(Documents.Document document) {
        return members.stream().filter(member -> member.document().id().equals(document.id())).map(Member::person)
                .filter(Person::hasEntered).toList();
    }

    /** All leave. */
    @Override
    public void close() {
        members.forEach(member -> member.person().close());
    }
}
