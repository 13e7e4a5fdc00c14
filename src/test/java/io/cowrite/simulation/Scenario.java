package io.cowrite.simulation;

import io.cowrite.cluster.ClusterSettings;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Limits;
import io.cowrite.room.RoomSettings;
import io.cowrite.simulation.Step.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is drawn of a session before it begins. Steps can be left out: everything else is drawn apart from them.
 *
 * @param people how many write
 * @param nodes how many run
 * @param deletes whether people delete
 * @param cluster how nodes hear of each other
 * @param whole whether at least {@link #SUBMISSIONS_MIN} submissions are made, if need be by further edits
 */
record Scenario(
        long seed, int people, int nodes, boolean deletes, Cluster cluster, boolean whole, RoomSettings settings,
        List<Step> steps) {

    /**
     * How nodes hear of each other.
     *
     * @param polls whether they poll as they do; else only every ten minutes
     * @param told whether there is a bus
     * @param farMillis how much farther the second node has to the store
     */
    record Cluster(boolean polls, boolean told, int farMillis) {

        static Cluster of(SplittableRandom random) {
            int kind = random.nextInt(4);
            return new Cluster(kind == 1 || kind == 3, kind >= 2, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(20));
        }

        ClusterSettings settings() {
            Duration poll = polls ? ClusterSettings.DEFAULTS.poll() : Duration.ofMinutes(10);
            return new ClusterSettings("", ClusterSettings.DEFAULTS.heartbeat(), ClusterSettings.DEFAULTS.goneAfter(),
                    poll, polls ? ClusterSettings.DEFAULTS.servedBlind() : Duration.ofHours(1));
        }
    }

    static final int SUBMISSIONS_MIN = 40;
    static final int FAULTS_MIN = 3;

    /** Most are near the least that they must have, and every so manyth is not. */
    private static final int LARGE_EVERY = 16;

    /** What a rush submits at least, mostly. */
    private static final int RUSHED = 12;

    private static final List<Kind> FAULTS = List.of(Kind.values()).stream().filter(Kind::isFault).toList();

    static Scenario of(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + 1);
        boolean large = random.nextInt(LARGE_EVERY) == 0;
        int people = large ? 4 : 2 + random.nextInt(4) / 3;
        int nodes = 1 + (1 + random.nextInt(4)) / 2;
        long end = (random.nextInt(16) > 0 ? 3 + random.nextInt(18) : 60 + random.nextInt(60)) * EventQueue.SECOND;
        List<Step> steps = new ArrayList<>();
        int rushes = large ? random.nextInt(3) : random.nextInt(3) / 2;
        int edits = SUBMISSIONS_MIN + random.nextInt(large ? 40 : 6) - RUSHED * rushes;
        for (int i = edits; i > 0; i--) {
            add(steps, Kind.EDIT, random, end);
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            add(steps, Kind.SELECT, random, end);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            add(steps, Kind.COMPACT, random, end);
        }
        for (int i = rushes; i > 0; i--) {
            add(steps, Kind.RUSH, random, end);
        }
        List<Kind> kinds = List.copyOf(kinds(random));
        for (int i = FAULTS_MIN + random.nextInt(large ? 10 : 6); i > 0; i--) {
            add(steps, kinds.get(random.nextInt(kinds.size())), random, end);
        }
        steps.sort(Comparator.comparingLong(Step::at));
        return new Scenario(seed, people, nodes, random.nextInt(3) > 0, Cluster.of(random), true,
                settings(random, seed % 8 == 3),
                List.copyOf(steps));
    }

    private static void add(List<Step> steps, Kind kind, SplittableRandom random, long end) {
        steps.add(new Step(random.nextLong(end), kind, random.nextInt(1 << 10), random.nextLong()));
    }

    /** A few kinds of faults for one session: many of one kind find what some of each do not. */
    private static Set<Kind> kinds(SplittableRandom random) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int many = 1 + random.nextInt(6);
        while (kinds.size() < many) {
            kinds.add(FAULTS.get(random.nextInt(FAULTS.size())));
        }
        return kinds;
    }

    /** Small limits half of the time: what is refused depends on what is committed. */
    private static RoomSettings settings(SplittableRandom random, boolean rich) {
        int units = random.nextBoolean() ? 100_000 : 10 + random.nextInt(30);
        int components = random.nextInt(3) > 0 || rich ? 4_000 : 3 + random.nextInt(4);
        int tail = random.nextInt(3) > 0 ? 2_000 : 2 + random.nextInt(6);
        int row = random.nextBoolean() ? 1_000 : 1 + random.nextInt(3);
        int replicas = random.nextInt(4) > 0 ? 10_000 : 2 + random.nextInt(4);
        int read = random.nextBoolean() ? 256 << 10 : 300;
        RoomSettings.Upkeep upkeep = new RoomSettings.Upkeep(1_000, 10, 3 + random.nextInt(40), 100_000);
        return new RoomSettings(new Limits(61_440, components, units, 200), tail, 1 << 20, row, 256 << 10, 128 << 10,
                random.nextInt(3) > 0 ? 10_000 : components + 2, replicas, read, 100, 1_000L + random.nextInt(60_000),
                64L << 20, random.nextInt(3) > 0 ? 10_000 : 20, upkeep);
    }

    /** The same with only those steps whose numbers are in {@code kept}. */
    Scenario with(Set<Integer> kept) {
        List<Step> some = IntStream.range(0, steps.size()).filter(kept::contains).mapToObj(steps::get).toList();
        return new Scenario(seed, people, nodes, deletes, cluster, false, settings, some);
    }

    /** The same with fewer people and nodes; those who are left do what all did. */
    Scenario with(int fewerPeople, int fewerNodes) {
        return new Scenario(seed, fewerPeople, fewerNodes, deletes, cluster, false, settings, steps);
    }

    boolean told() {
        return cluster.told();
    }

    /** How many documents are written beside the one that people write. */
    int neighbours() {
        return Math.max(0, new SplittableRandom(~seed).nextInt(8) - 4);
    }

    /** Whether the document is deleted for good in the end. */
    boolean purges() {
        return whole && seed % 16 == 5;
    }

    DocumentType type() {
        return seed % 8 == 3 ? DocumentType.RICHTEXT : DocumentType.TEXT;
    }

    /** How many documents one statement appends to. */
    int documentsMax() {
        return seed % 4 == 0 ? 2 : 500;
    }

    long faults() {
        return steps.stream().filter(step -> step.kind().isFault()).count();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + people + " people, " + nodes + " nodes, " + cluster + ", " + settings
                + steps.stream()
                        .map(step -> "\n  %,d us %s %d".formatted(step.at() / 1_000, step.kind(), step.who()))
                        .reduce("", String::concat);
    }
}
