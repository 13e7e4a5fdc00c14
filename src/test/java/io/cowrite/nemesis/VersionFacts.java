package io.cowrite.nemesis;

import java.util.Arrays;

/** What is known of each version of a document: which hash, and as what it was acknowledged. */
final class VersionFacts {

    private long[] hashes = new long[1 << 10];
    private int[] clients = new int[1 << 10];
    private long[] sequences = new long[1 << 10];
    private long newest;

    /** The hash that was first told of {@code version}: {@code hash} if none was. */
    long hash(long version, long hash) {
        int index = index(version);
        if (hashes[index] == 0) {
            hashes[index] = hash;
        }
        return hashes[index];
    }

    /** False if it was acknowledged as something else before. A refusal has a negative sequence. */
    boolean acknowledge(long version, int client, long sequence, boolean refused) {
        int index = index(version);
        if (sequences[index] == 0) {
            clients[index] = client;
            sequences[index] = refused ? -sequence : sequence;
        }
        return isAcknowledged(version, client, sequence, refused);
    }

    /** True too if it was acknowledged to nobody. */
    boolean isAcknowledged(long version, int client, long sequence, boolean refused) {
        int index = index(version);
        return sequences[index] == 0
                || (clients[index] == client && sequences[index] == (refused ? -sequence : sequence));
    }

    /** The last version of which anything was told. */
    long newest() {
        return newest;
    }

    private int index(long version) {
        newest = Math.max(newest, version);
        int index = Math.toIntExact(version);
        if (index >= hashes.length) {
            int length = Math.max(index + 1, 2 * hashes.length);
            hashes = Arrays.copyOf(hashes, length);
            clients = Arrays.copyOf(clients, length);
            sequences = Arrays.copyOf(sequences, length);
        }
        return index;
    }
}
