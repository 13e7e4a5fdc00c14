package io.cowrite.nemesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Judges what the clients of one document sent and saw by its log. First {@link History#read} tells it all facts, then the
 * log's rows come in order, then {@link #end}. Time and memory are linear in both.
 */
final class Checker implements History.Reader {

    private static final int COMPLAINTS_MAX = 20;

    private final List<String> complaints = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final Map<String, Replica> named = new HashMap<>();
    private final VersionFacts seen = new VersionFacts();
    private final List<Copy> copies = new ArrayList<>();
    private final Fold fold;
    private final boolean logMayGoBack;
    private long refused;

    private record Copy(long version, String text) {}

    Checker(UUID documentId) {
        this(documentId, false);
    }

    /** If the log may go back, only what must hold in the end counts: all of everybody's, once, in order, the same for all. */
    Checker(UUID documentId, boolean logMayGoBack) {
        this.logMayGoBack = logMayGoBack;
        this.fold = new Fold(documentId, this::complaint);
    }

    @Override
    public void replica(int client, String userId, String clientId) {
        Replica replica = new Replica(client, userId + " " + clientId);
        replicas.add(replica);
        named.put(replica.name, replica);
    }

    @Override
    public void sent(int client, long sequence, long inserted, long floor) {
        Replica replica = replicas.get(client);
        if (sequence <= replica.sequences.last() && logMayGoBack) {
            return;
        }
        if (sequence == replica.sequences.last()) {
            if (inserted != replica.inserted.last()) {
                complaint(replica.name + " sent " + sequence + " again, and not the same");
            }
            return;
        }
        replica.sequences.add(sequence);
        replica.inserted.add(inserted);
        replica.floors.add(floor);
    }

    @Override
    public void saw(int client, long version, long hash) {
        long other = seen.hash(version, hash);
        if (other != hash && !logMayGoBack) {
            complaint("I3 version " + version + " was not the same for all; " + replicas.get(client).name
                    + " saw another");
        }
    }

    @Override
    public void acknowledged(int client, long sequence, long version, boolean isRefused) {
        Replica replica = replicas.get(client);
        replica.acknowledged = Math.max(replica.acknowledged, sequence);
        if (!seen.acknowledge(version, client, sequence, isRefused) && !logMayGoBack) {
            complaint("I3 version " + version + " was acknowledged as two things; " + replica.name);
        }
    }

    @Override
    public void copy(int client, long version, String text) {
        copies.add(new Copy(version, text));
    }

    @Override
    public void complaint(String what) {
        if (complaints.size() < COMPLAINTS_MAX) {
            complaints.add(what);
        }
    }

    /** The log's next row, as it is stored. */
    void row(long first, long last, byte[] hash, byte[] stored) {
        fold.row(first, last, hash, stored, this::entry);
    }

    private void entry(EntryReader.Line line) {
        long version = fold.version();
        long other = seen.hash(version, fold.prefix());
        if (other != fold.prefix() && !logMayGoBack) {
            complaint("I3 version " + version + " is not what was seen of it");
        }
        Replica replica = named.get(line.userId() + " " + line.clientId());
        int client = replica == null ? -1 : replica.index;
        if (!logMayGoBack
                && !seen.isAcknowledged(version, client, line.sequence(), !line.refused().isEmpty())) {
            complaint("I1 version " + version + " is not what was acknowledged: " + line);
        }
        if (!line.refused().isEmpty()) {
            refused++;
            if (!line.operation().isEmpty()) {
                complaint("I9 what was refused has content: " + line);
            }
        }
        if (replica == null) {
            if (version > 1) {
                complaint("I8 nobody is " + line.userId() + " " + line.clientId());
            }
        } else {
            entry(version, line, replica);
        }
    }

    private void entry(long version, EntryReader.Line line, Replica replica) {
        if (line.sequence() <= replica.committed) {
            complaint((replica.hasCommitted(line.sequence()) ? "I2 twice: " : "I5 out of order: ") + line);
            return;
        }
        replica.committed = line.sequence();
        int index = replica.sequences.find(line.sequence());
        if (index < 0) {
            complaint("I8 never sent: " + line);
            return;
        }
        replica.inLog.set(index);
        if (line.refused().isEmpty() && line.inserted() != replica.inserted.get(index)) {
            complaint("I3 not what was sent: " + line);
        }
        if (version <= replica.floors.get(index) && !logMayGoBack) {
            complaint("I6 version " + version + " was sent when " + replica.floors.get(index) + " was acknowledged");
        }
    }

    /** Nothing comes any more; what is wrong, at most some of it. {@code settled}: everybody has all. */
    List<String> end(boolean settled) {
        long lost = seen.newest();
        if (lost > fold.version() && !logMayGoBack) {
            complaint("I1 version " + lost + " was seen, and the log ends at " + fold.version());
        }
        for (Copy copy : copies) {
            if (copy.version() != fold.version()) {
                complaint("I11 a copy ends at version " + copy.version() + ", the log at " + fold.version());
            } else if (!copy.text().equals(fold.text())) {
                complaint("I4 a copy differs from the log at version " + copy.version());
            }
        }
        for (Replica replica : replicas) {
            if (settled && (replica.acknowledged < replica.sequences.last()
                    || replica.inLog.cardinality() < replica.sequences.size())) {
                complaint("I11 " + replica.name + " sent " + replica.sequences.size() + ", the log has "
                        + replica.inLog.cardinality());
            }
        }
        return complaints;
    }

    long version() {
        return fold.version();
    }

    long refused() {
        return refused;
    }

    private static final class Replica {

        final int index;
        final String name;
        final LongList sequences = new LongList();
        final LongList inserted = new LongList();
        final LongList floors = new LongList();
        final BitSet inLog = new BitSet();
        long committed;
        long acknowledged;

        Replica(int index, String name) {
            this.index = index;
            this.name = name;
        }

        boolean hasCommitted(long sequence) {
            int index = sequences.find(sequence);
            return index >= 0 && inLog.get(index);
        }
    }

    /** Numbers in a row. */
    static final class LongList {

        private long[] values = new long[16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long get(int index) {
            return values[index];
        }

        long last() {
            return size == 0 ? 0 : values[size - 1];
        }

        int size() {
            return size;
        }

        /** Where a number stands, if they rise; negative if it does not. */
        int find(long value) {
            return Arrays.binarySearch(values, 0, size, value);
        }
    }
}
