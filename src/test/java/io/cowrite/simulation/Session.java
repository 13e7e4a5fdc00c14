package io.cowrite.simulation;

import io.cowrite.client.Replica;
import io.cowrite.client.ReplicaRecording;
import io.cowrite.journal.LogRow;
import io.cowrite.observability.CrashPoint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One session from beginning to end. One thread. */
final class Session {

    private static final long HEALED_WITHIN = 60 * EventQueue.SECOND;
    /** If the log went back, who has much to offer again does so one by one, and over a slow line that takes longer. */
    private static final long GROWING_WITHIN = 10 * EventQueue.SECOND;
    private static final long HEALED_AT_LAST = 600 * EventQueue.SECOND;
    private static final long PURGED_WITHIN = 2 * EventQueue.SECOND;
    private static final long LOOK_EVERY = EventQueue.SECOND / 4;

    private final Scenario scenario;
    private final World world;
    private final Faults faults;

    private Session(Scenario scenario) {
        this.scenario = scenario;
        this.world = new World(scenario);
        this.faults = new Faults(world);
    }

    /** How a session ended: {@code failure} is null if nothing was wrong. */
    record End(Scenario scenario, Tally tally, long trace, @Nullable Throwable failure) {}

    static End run(Scenario scenario) {
        return new Session(scenario).end();
    }

    /** The same; what happened to each person's replicas is in {@code all} then. */
    static End record(Scenario scenario, List<ReplicaRecording> all) {
        Session session = new Session(scenario);
        for (Person person : session.world.people) {
            ReplicaRecording recording = new ReplicaRecording();
            all.add(recording);
            person.record(recording);
        }
        return session.end();
    }

    private End end() {
        CrashPoint.watch(this::reached);
        Throwable failure = null;
        try {
            run();
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        } finally {
            CrashPoint.watch(null);
        }
        return new End(scenario, world.tally, world.queue.trace(), failure);
    }

    private void reached(CrashPoint point) {
        Life running = world.queue.running();
        Node node = running == null ? null : running.node();
        if (node != null) {
            node.reached(point);
        }
    }

    private void run() {
        world.nodes.forEach(Node::start);
        world.people.forEach(person -> person.open(null));
        for (Step step : scenario.steps()) {
            world.queue.runUntil(step.at());
            faults.take(step);
        }
        if (scenario.whole()) {
            typeOn();
        }
        heal();
        new FinalCheck(world).check();
        if (scenario.purges()) {
            purge();
        }
    }

    /** While everybody writes, the document is deleted for good: nobody is in it any more, and it takes nothing. */
    private void purge() {
        world.people.forEach(person -> person.edit(scenario.seed() - person.number()));
        world.queue.runUntil(world.queue.now() + scenario.seed() % 5 * EventQueue.MILLI);
        world.store.purge();
        world.nodes.stream().filter(Node::isUp).forEach(node -> node.rooms().changed(World.DOCUMENT));
        world.queue.runUntil(world.queue.now() + PURGED_WITHIN);
        for (Person person : world.people) {
            if (Boolean.TRUE.equals(person.look(Replica::isLive))) {
                throw Judge.wrong("person %d is in a document that was deleted for good".formatted(person.number()));
            }
        }
    }

    /** Until enough was submitted: faults may have kept people from it. */
    private void typeOn() {
        for (int more = 0; world.tally.of(Seen.SUBMISSIONS) < Scenario.SUBMISSIONS_MIN; more++) {
            world.queue.runUntil(world.queue.now() + 20 * EventQueue.MILLI);
            if (more % 100 == 99) {
                faults.heal();
            }
            if (more > 5_000) {
                throw Judge.wrong("nothing is submitted any more");
            }
            Person person = world.person(more);
            if (Boolean.TRUE.equals(person.look(Replica::isSettled))) { // Else what waits could not go within a minute.
                person.edit(scenario.seed() * 31 + more);
            }
        }
    }

    private void heal() {
        world.healed = true;
        faults.heal();
        long healed = world.queue.now();
        long until = healed + HEALED_WITHIN;
        long grown = 0;
        for (int looks = 0; !isOver(); looks++) {
            long now = world.queue.now();
            if (world.judge.rolledBack && world.store.head().lastVersion() > grown) {
                grown = world.store.head().lastVersion();
                until = Math.max(until, Math.min(now + GROWING_WITHIN, healed + HEALED_AT_LAST));
            }
            if (now > until) {
                return; // The check tells what is missing.
            }
            world.queue.runUntil(world.queue.now() + LOOK_EVERY);
            if (looks % 4 == 0) {
                world.nodes.forEach(Node::lookAtTheLog);
            }
        }
    }

    private boolean isOver() {
        LogRow head = world.store.head();
        return world.underWay.isEmpty() && world.people.stream().allMatch(person -> hasAll(person, head));
    }

    private static boolean hasAll(Person person, LogRow head) {
        Boolean all = person.look(replica -> replica.isLive()
                && replica.isSettled()
                && replica.version() == head.lastVersion()
                && Objects.equals(head.hash(), replica.hash()));
        return all != null && all;
    }
}
