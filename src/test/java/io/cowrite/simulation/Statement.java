package io.cowrite.simulation;

import io.cowrite.journal.Append;
import io.cowrite.journal.SimulatedCommitter.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** One append statement of a group on its way: it does not need its sender to arrive. */
final class Statement {

    private final World world;
    private final Life sender;
    private final List<Append> group;
    private final Answer answer;
    private final SplittableRandom random;
    private final List<Append> begun = new ArrayList<>();
    private boolean hasBegun;
    private boolean done;
    private boolean givenUp;

    Statement(World world, Life sender, List<Append> group, Answer answer) {
        this.world = world;
        this.sender = sender;
        this.group = group;
        this.answer = answer;
        this.random = world.random;
    }

    void send() {
        world.underWay.add(this);
        world.tally.add(Seen.SHARED, group.size() > 1 ? 1 : 0);
        switch (world.weather.fate()) {
            case FINE -> world.queue.in(way(), world.storeLife, this::begin);
            case ANSWER_LOST -> {
                giveUpIn(1 + random.nextLong(3_000));
                world.queue.in(world.weather.way(), world.storeLife, this::begin);
            }
            case LOST -> {
                giveUpIn(1 + random.nextLong(500));
                end();
            }
            case LATE -> {
                long millis = random.nextLong(300);
                giveUpIn(millis);
                long late = 1 + (random.nextInt(4) > 0 ? random.nextLong(200) : random.nextLong(20_000));
                world.queue.in((millis + late) * EventQueue.MILLI, world.storeLife, this::begin);
            }
            case ERROR -> {
                world.tally.add(Seen.DEFINITE_ERRORS);
                tell(() -> answer.failed("53100"));
                end();
            }
        }
    }

    private long way() {
        Node node = sender.node();
        return world.weather.way() + (node == null ? 0 : node.farNanos());
    }

    private void giveUpIn(long millis) {
        world.tally.add(Seen.DOUBTS);
        givenUp = true;
        world.queue.in(millis * EventQueue.MILLI, sender, answer::inDoubt);
    }

    private void begin() {
        if (done || hasBegun) {
            return;
        }
        hasBegun = true;
        if (isRefused()) {
            world.tally.add(Seen.DIVIDED, group.size() > 1 ? 1 : 0);
            tell(() -> answer.refused(Neighbours.REFUSED));
            end();
            return;
        }
        for (Append append : group) {
            if (begin(append)) {
                begun.add(append);
            }
        }
        if (begun.isEmpty()) {
            tell(() -> answer.answered(Set.of()));
            end();
        } else {
            world.queue.in(world.weather.commit(), world.storeLife, this::commit);
        }
    }

    private boolean isRefused() {
        for (Append append : group) {
            if (world.neighbours.isRefused(append)) {
                return true;
            }
        }
        return false;
    }

    private boolean begin(Append append) {
        if (!isOurs(append)) {
            return world.neighbours.begin(append);
        }
        boolean fits = !world.neighbours.isLocked(append) && world.store.begin(append);
        world.tally.add(Seen.LOST_APPENDS, fits ? 0 : 1);
        return fits;
    }

    private static boolean isOurs(Append append) {
        return append.documentId().equals(World.DOCUMENT);
    }

    private void commit() {
        if (done) {
            return;
        }
        Set<UUID> appended = new HashSet<>();
        for (Append append : begun) {
            if (isOurs(append) ? commit(append) : world.neighbours.commit(append)) {
                appended.add(append.documentId());
            }
        }
        tell(() -> answer.answered(appended));
        end();
    }

    private boolean commit(Append append) {
        boolean committed = world.store.commit(append, sender.node());
        if (committed && (givenUp || sender.isOver())) {
            world.tally.add(Seen.LATE_LANDINGS);
        }
        world.tally.add(Seen.LOST_APPENDS, committed ? 0 : 1);
        return committed;
    }

    private void tell(Runnable known) {
        if (!givenUp) {
            world.queue.in(way(), sender, known);
        }
    }

    private void end() {
        done = true;
        world.underWay.remove(this);
    }

    /** The store went back under it; if it has not arrived, it does so soon, in {@code nanos} at most. */
    void cutOffOrArriveWithin(long nanos) {
        if (hasBegun) {
            cutOff(false);
        } else {
            world.queue.in(random.nextLong(nanos), world.storeLife, this::begin);
        }
    }

    /** The store crashed: what had begun is gone, or is carried out while nobody hears of it any more. */
    void cutOff(boolean mayCommit) {
        if (!givenUp) {
            giveUpIn(1 + random.nextLong(500));
        }
        if (hasBegun && mayCommit && random.nextBoolean()) {
            commit();
        } else if (hasBegun) {
            begun.stream().filter(Statement::isOurs).forEach(world.store::release);
            end();
        } else if (random.nextBoolean()) {
            end();
        }
    }
}
