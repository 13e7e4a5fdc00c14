package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.ServerMessage;

/**
 * A connection as its room sees it. Every method returns at once: it may be called by the room's thread and must
 * neither block nor throw.
 */
public interface Subscriber {

    /** The join succeeded; entries follow from {@link Joined#cursor()}. Called once, before {@link #changed}. */
    void joined(Joined joined);

    /** The room published a new view. */
    void changed();

    /** Something to tell its user; lossless, in order. */
    void notice(ServerMessage.Notice notice);

    /** The room has no more to do with it. {@code reason} is at most 123 bytes. */
    void close(CloseCode code, String reason);

    /** Sends what is published, then closes. */
    void closeAfterFlush(CloseCode code, String reason);
}
