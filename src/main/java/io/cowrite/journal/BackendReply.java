package io.cowrite.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the server answers to one statement: messages of a type byte and a length, up to ReadyForQuery. */
final class BackendReply {

    static final BackendReply NONE = new BackendReply();

    private static final int HEAD_BYTES = 5;
    private static final byte ERROR = 'E';
    private static final byte READY = 'Z';

    private byte[] bytes = new byte[8192];
    private int length;
    private int messageAt;
    private boolean failed;
    private boolean complete;

    private BackendReply() {}

    /** Reads until the answer is complete or the stream ends. */
    static BackendReply receive(InputStream in) throws IOException {
        BackendReply reply = new BackendReply();
        while (!reply.complete) {
            if (reply.length == reply.bytes.length) {
                reply.bytes = Arrays.copyOf(reply.bytes, reply.length * 2);
            }
            int count = in.read(reply.bytes, reply.length, reply.bytes.length - reply.length);
            if (count < 0) {
                return reply;
            }
            reply.length += count;
            reply.scan();
        }
        return reply;
    }

    int length() {
        return length;
    }

    /** Whether it is complete and tells of no error: the statement has committed. */
    boolean succeeded() {
        return complete && !failed;
    }

    /** Copies from {@code from} on what fits; −1 at the end. */
    int copy(int from, byte[] target, int offset, int lengthMax) {
        int count = Math.min(length - from, lengthMax);
        System.arraycopy(bytes, from, target, offset, count);
        return count == 0 ? -1 : count;
    }

    private void scan() {
        while (messageAt + HEAD_BYTES <= length) {
            int end = messageAt + 1 + ByteBuffer.wrap(bytes).getInt(messageAt + 1);
            if (end > length) {
                return;
            }
            failed |= bytes[messageAt] == ERROR;
            complete |= bytes[messageAt] == READY;
            messageAt = end;
        }
    }
}
