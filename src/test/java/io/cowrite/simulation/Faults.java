package io.cowrite.simulation;

import io.cowrite.access.Role;
import io.cowrite.cluster.BusPeers;
import io.cowrite.cluster.BusSeal;
import io.cowrite.cluster.Self;
import io.cowrite.journal.Append;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.room.ForwardedSubmission;
import io.cowrite.room.Peers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Does what the steps of a scenario say. */
final class Faults {

    private static final List<CrashPoint> POINTS = List.of(
            CrashPoint.FRAME_READ, CrashPoint.SUBMISSION_DECODED, CrashPoint.SUBMISSION_IN_MAILBOX,
            CrashPoint.BATCH_FORMED, CrashPoint.ROOM_TOLD, CrashPoint.VIEW_PUBLISHED,
            CrashPoint.SOME_CONNECTIONS_WRITTEN, CrashPoint.RESUMED_BEFORE_REPLAY, CrashPoint.REPLAY_BEFORE_LIVE,
            CrashPoint.SNAPSHOT_COMPUTED, CrashPoint.SNAPSHOT_LOADED, CrashPoint.ROOM_UNLOADING);

    /** What imports insert. */
    static final int IMPORTED = '\n';

    private static final byte[] FORGED = "of somebody who does not know the key".getBytes(StandardCharsets.US_ASCII);

    private final World world;
    private int imports;

    Faults(World world) {
        this.world = world;
    }

    void take(Step step) {
        SplittableRandom random = new SplittableRandom(step.draw());
        Person person = world.person(step.who());
        Node node = world.node(step.who());
        if (step.kind().isFault()) {
            world.tally.add(Seen.FAULTS);
        }
        switch (step.kind()) {
            case EDIT -> person.edit(step.draw());
            case SELECT -> person.select(step.draw());
            case COMPACT -> world.store.compact();
            case CUT -> cut(person);
            case STORM -> world.people.forEach(this::cut);
            case HALF_OPEN -> halfOpen(person, random);
            case SLOW_READER -> slow(person, random);
            case CLIENT_CRASH -> person.crash(random.nextLong(3_000), random.nextInt(3));
            case ASLEEP -> person.sleep(asleep(random));
            case NODE_CRASH -> node.crash(random.nextLong(2_000));
            case CRASH_POINT -> node.arm(POINTS.get(random.nextInt(POINTS.size())), 1 + random.nextInt(5));
            case DRAIN -> node.drain(random.nextLong(2_000));
            case STORE_FLAKY ->
                world.weather.flaky((1 + random.nextLong(4_000)) * EventQueue.MILLI, 2 + random.nextInt(9));
            case STORE_SLOW ->
                world.weather.slow((1 + random.nextLong(4_000)) * EventQueue.MILLI, 1L << random.nextInt(11));
            case STORE_CRASH -> cutOff(true);
            case SNAPSHOTS_DAMAGED -> {
                world.store.damageSnapshots();
                node.crash(random.nextLong(500)); // Else nobody reads them.
            }
            case ROW_REFUSED -> world.neighbours.refuse(random.nextLong(4_000) * EventQueue.MILLI);
            case ROW_LOCKED -> world.neighbours.lock(random.nextLong(3_000) * EventQueue.MILLI);
            case READS_FAIL -> world.weather.readsFail(random.nextLong(3_000) * EventQueue.MILLI);
            case COMPACTIONS_WHILE_SLOW -> compactWhileSlow(random);
            case ROLL_BACK ->
                rollBack(1 + random.nextInt(random.nextBoolean() ? 3 : 12), random.nextBoolean());
            case ROLL_BACK_UNDER_LATE_APPENDS -> {
                world.weather.flaky(3 * EventQueue.SECOND, 8);
                unlessHealed((100 + random.nextLong(900)) * EventQueue.MILLI, () -> {
                    List.copyOf(world.underWay).forEach(late -> late.cutOffOrArriveWithin(EventQueue.SECOND / 2));
                    world.store.rollBack(1 + random.nextInt(2), false);
                });
            }
            case RIGHTS -> rights(random);
            case RIGHTS_GO_BACK -> rightsGoBack(random);
            case BUS_BAD -> world.bus.bad((1 + random.nextLong(10)) * EventQueue.SECOND);
            case CLOCK_JUMP -> node.skewClock(random.nextLong(-600_000, 600_000));
            case FORGERY -> forge(node, person, random);
            case RUSH -> rush(person, random);
            case RUSH_AND_ROLL_BACK -> {
                rush(person, random);
                unlessHealed(random.nextLong(200 * EventQueue.MILLI), () -> rollBack(1 + random.nextInt(3), false));
            }
            case BURST -> burst(random);
            case POISON -> poison(node, person);
        }
    }

    private void cut(Person person) {
        Link link = person.link();
        if (link != null) {
            world.tally.add(Seen.CUTS);
            link.cut();
        }
    }

    private static void halfOpen(Person person, SplittableRandom random) {
        Link link = person.link();
        if (link != null) {
            boolean up = random.nextBoolean();
            link.silence(up, !up || random.nextBoolean());
        }
    }

    private static void slow(Person person, SplittableRandom random) {
        Link link = person.link();
        if (link != null) {
            link.slow(random.nextLong(8) * EventQueue.SECOND, 20 + random.nextLong(1_500));
        }
    }

    /** Mostly some seconds, at times days. */
    private static long asleep(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> (60 + random.nextLong(600)) * EventQueue.SECOND;
            case 1 -> random.nextLong(1, 4) * 24 * 3_600 * EventQueue.SECOND;
            default -> (1 + random.nextLong(20)) * EventQueue.SECOND;
        };
    }

    private void compactWhileSlow(SplittableRandom random) {
        world.weather.slow(3 * EventQueue.SECOND, 1L << (5 + random.nextInt(6)));
        for (int i = 0; i < 12; i++) {
            world.queue.in(random.nextLong(4 * EventQueue.SECOND), world.storeLife, world.store::compact);
        }
    }

    private void cutOff(boolean mayCommit) {
        List.copyOf(world.underWay).forEach(statement -> statement.cutOff(mayCommit));
    }

    private void rollBack(int most, boolean withRights) {
        cutOff(false);
        world.store.rollBack(most, withRights);
    }

    /** Rights are changed, the store forgets it, and they are changed otherwise: all between two entries. */
    private void rightsGoBack(SplittableRandom random) {
        Role[] roles = {Role.EDITOR, Role.VIEWER};
        int first = random.nextInt(4) > 0 ? 0 : 1;
        world.store.rights(roles[first], false);
        world.nodes.stream().filter(Node::isUp).forEach(node -> node.rooms().changed(World.DOCUMENT));
        long until = random.nextLong(600 * EventQueue.MILLI);
        unlessHealed(until, () -> rollBack(1, true));
        unlessHealed(until + random.nextLong(20 * EventQueue.MILLI), () -> world.store.rights(roles[1 - first], false));
    }

    private void unlessHealed(long nanos, Runnable fault) {
        world.queue.in(nanos, world.storeLife, () -> {
            if (!world.healed) {
                fault.run();
            }
        });
    }

    private void rights(SplittableRandom random) {
        boolean trashed = random.nextInt(8) == 0;
        Role general = switch (random.nextInt(8)) {
            case 0, 1 -> Role.VIEWER;
            case 2 -> null;
            default -> Role.EDITOR;
        };
        world.store.rights(general, trashed);
        for (Node node : world.nodes) {
            if (node.isUp() && random.nextInt(3) > 0) {
                node.rooms().changed(World.DOCUMENT);
            }
        }
    }

    /** Somebody who has not the cluster's key tells {@code node} of a row, and asks it to commit something. */
    private void forge(Node node, Person person, SplittableRandom random) {
        Peers forger = new BusPeers(new Self(new UUID(random.nextLong(), random.nextLong())), world.bus.voice(),
                new BusSeal(FORGED));
        LogRow head = world.store.head();
        Delta insert = Delta.of(new Op.Insert("forged"));
        String author = person.author().id();
        byte[] entry = EntryCodec.encode(new Entry(0, "forger", insert, null, 1, author));
        forger.committed(new Append(World.DOCUMENT, Store.endOf(head), 0, List.of(entry),
                Fold.chain(head.hash(), List.of(entry)).getLast()), world.store.timeline());
        forger.forward(World.DOCUMENT, node.id(), List.of(new ForwardedSubmission(author, "forger", 1,
                head.lastVersion(), head.hash(), insert, 30)));
    }

    /** Somebody types so fast that another node can hardly append between. */
    private void rush(Person person, SplittableRandom random) {
        long apart = (1 + random.nextLong(4)) * EventQueue.MILLI;
        for (int i = 0; i < 60; i++) {
            long draw = random.nextLong();
            unlessHealed(i * apart, () -> person.edit(draw));
        }
    }

    /** Another service, such as one that REST asked, writes many entries at once. */
    private void burst(SplittableRandom random) {
        LogRow head = world.store.head();
        String clientId = "import-" + imports++;
        world.judge.imported.add(clientId);
        List<byte[]> entries = new ArrayList<>();
        int many = random.nextInt(5) > 0 ? 5 : 110;
        Delta nothing = Delta.EMPTY;
        Delta insert = Delta.of(new Op.Insert(Character.toString(IMPORTED)));
        long at = head.entries().isEmpty() ? 0 : world.judge.decoded(head.entries().getLast()).at();
        for (int i = 1; i <= many; i++) {
            Delta operation = i % 20 == 0 && many > 5 ? insert : nothing;
            entries.add(EntryCodec.encode(new Entry(at, clientId, operation, null, i, Store.OWNER)));
        }
        Append append = new Append(World.DOCUMENT, Store.endOf(head), world.store.rights().accessVersion(), entries,
                Fold.chain(head.hash(), entries).getLast());
        if (!world.store.rights().trashed() && world.store.begin(append) && world.store.commit(append, null)) {
            world.tally.add(Seen.BURSTS);
        }
    }

    private void poison(Node node, Person person) {
        String clientId = "poison-" + imports++;
        world.judge.imported.add(clientId);
        new Poisoner(world, node, person.author(), clientId).connect();
    }

    /** From now on nothing goes wrong, and what did is over. */
    void heal() {
        world.weather.clear();
        world.neighbours.heal();
        world.bus.clear();
        world.store.rights(Role.EDITOR, false);
        world.nodes.forEach(node -> {
            node.startAgain();
            node.disarm();
            node.rooms().changed(World.DOCUMENT);
        });
        for (Person person : world.people) {
            person.wake();
            Link link = person.link();
            if (link != null) {
                link.heal();
            }
        }
    }
}
