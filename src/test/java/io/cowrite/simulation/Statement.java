package io.cowrite.simulation;

import io.cowrite.journal.Append;
import io.cowrite.journal.AppendOutcome;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One append on its way: it does not need its sender to arrive. */
final class Statement {

    private final World world;
    private final Life sender;
    private final Append append;
    private final CompletableFuture<AppendOutcome> answer;
    private final SplittableRandom random;
    private boolean begun;
    private boolean done;
    private boolean givenUp;

    Statement(World world, Life sender, Append append, CompletableFuture<AppendOutcome> answer) {
        this.world = world;
        this.sender = sender;
        this.append = append;
        this.answer = answer;
        this.random = world.random;
    }

    void send() {
        world.underWay.add(this);
        switch (world.weather.fate()) {
            case FINE -> world.queue.in(world.weather.way(), world.storeLife, this::begin);
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
                tell(new AppendOutcome.Failed("53100", "disk full"));
                end();
            }
        }
    }

    private void giveUpIn(long millis) {
        world.tally.add(Seen.DOUBTS);
        givenUp = true;
        world.queue.in(millis * EventQueue.MILLI, sender,
                () -> answer.complete(new AppendOutcome.InDoubt("no answer")));
    }

    private void begin() {
        if (done || begun) {
            return;
        }
        begun = true;
        if (world.store.begin(append)) {
            world.queue.in(world.weather.commit(), world.storeLife, this::commit);
        } else {
            world.tally.add(Seen.LOST_APPENDS);
            tell(new AppendOutcome.NotAppended());
            end();
        }
    }

    private void commit() {
        if (done) {
            return;
        }
        boolean committed = world.store.commit(append, sender.node());
        if (committed && (givenUp || sender.isOver())) {
            world.tally.add(Seen.LATE_LANDINGS);
        }
        world.tally.add(Seen.LOST_APPENDS, committed ? 0 : 1);
        tell(committed ? new AppendOutcome.Committed() : new AppendOutcome.NotAppended());
        end();
    }

    private void tell(AppendOutcome outcome) {
        if (!givenUp) {
            world.queue.in(world.weather.way(), sender, () -> answer.complete(outcome));
        }
    }

    private void end() {
        done = true;
        world.underWay.remove(this);
    }

    /** The store went back under it; if it has not arrived, it does so soon, in {@code nanos} at most. */
    void cutOffOrArriveWithin(long nanos) {
        if (begun) {
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
        if (begun && mayCommit && random.nextBoolean()) {
            commit();
        } else if (begun) {
            world.store.release(append);
            end();
        } else if (random.nextBoolean()) {
            end();
        }
    }
}
