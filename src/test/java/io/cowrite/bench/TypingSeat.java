package io.cowrite.bench;

import io.cowrite.protocol.Entry;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;

/**
 * Somebody of a {@link TypingCrowd}: writes at the start of the text, where any base is right, and composes what is due
 * while a submission is in flight. Of the crowd's thread.
 */
final class TypingSeat {

    private static final String LETTERS = "x".repeat(1_000);

    final CrowdMember member;
    private final Shared document;
    private final TypingTally tally;
    private long version;
    private long sequence;
    private long[] due = new long[4];
    private int waiting;
    private boolean inFlight;
    private String hash = "";

    /** What is known of one document by all who are in it: when each letter was due, by whose submission it went. */
    interface Shared {

        SharedFrames.Frame read(byte[] message, int length) throws IOException;

        void sent(String clientId, long sequence, long[] due);

        /** Empty if none of the crowd sent it. Each seat asks once for each entry. */
        long[] due(Entry entry);
    }

    TypingSeat(URI service, UUID documentId, String cookie, int number, Shared document, TypingTally tally)
            throws IOException {
        this.document = document;
        this.tally = tally;
        this.member = new CrowdMember(service, documentId, cookie, number, false, this::ops);
    }

    /** The welcome has come. */
    void joined() {
        version = member.version();
    }

    /** A letter is due now, or was. */
    void type(long dueNanos) throws IOException {
        if (waiting == due.length) {
            due = Arrays.copyOf(due, 2 * waiting);
        }
        due[waiting++] = dueNanos;
        submit();
    }

    boolean isSettled() {
        return !inFlight && waiting == 0;
    }

    long version() {
        return version;
    }

    /** That of the log at {@link #version()}; empty before anything came. */
    String hash() {
        return hash;
    }

    private void submit() throws IOException {
        if (inFlight || waiting == 0) {
            return;
        }
        int letters = Math.min(waiting, LETTERS.length());
        document.sent(member.clientId(), ++sequence, Arrays.copyOf(due, letters));
        System.arraycopy(due, letters, due, 0, waiting - letters);
        waiting -= letters;
        inFlight = true;
        member.submit("{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + version
                + ",\"operation\":[{\"insert\":\"" + LETTERS.substring(0, letters) + "\"}]}");
    }

    private void ops(byte[] message, int length) throws IOException {
        SharedFrames.Frame frame = document.read(message, length);
        if (frame.firstVersion() != version + 1) {
            throw new IOException("version " + frame.firstVersion() + " after " + version);
        }
        version = frame.lastVersion();
        hash = frame.hash();
        long now = System.nanoTime();
        tally.frames++;
        for (Entry entry : frame.entries()) {
            boolean own = entry.clientId().equals(member.clientId());
            if (own && entry.refused() != null) {
                throw new IOException("refused: " + entry.refused());
            }
            tally.came(document.due(entry), own, now);
            inFlight &= !own;
        }
        submit();
    }
}
