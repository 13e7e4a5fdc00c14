package io.cowrite.load;

/**
 * A submission: edits that went out together.
 *
 * @param dueNanos when each of its edits was due
 * @param units by how much it makes the text longer
 */
record Sent(Key key, long[] dueNanos, int units) {

    /** What tells it from all others in its document. */
    record Key(String clientId, long sequence) {}
}
