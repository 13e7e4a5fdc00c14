package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.ServerMessage;

/**
 * What a connection to a document tells its user, on the thread that caused it, under the connection's lock: be short,
 * and do not edit from here.
 */
public interface ConnectionListener {

    /** A connection was answered: presence is told anew, with all who are here. */
    default void welcomed() {}

    /** Content was loaded, for the first time or anew. */
    default void loaded(Replica replica) {}

    /** Others changed what is shown, or a refused edit was taken back. */
    default void changed(Delta change) {}

    /** An own entry stands in the log. */
    default void settled(long version, Entry entry) {}

    /** The log went back to {@code version}; own later entries are offered again. */
    default void steppedBack(long version) {}

    /** An edit is out for good. */
    default void unsaved(Unsaved unsaved) {}

    default void present(ServerMessage.Presence presence) {}

    default void noticed(ServerMessage.Notice notice) {}

    /** {@code message} goes to the connection now; a resend too. */
    default void sending(ClientMessage message) {}

    /** The replica has taken {@code message}. */
    default void received(ServerMessage message) {}

    /** A connection broke off, was closed by the server, or could not be made (1006); most are tried again. */
    default void closed(int closeCode, String reason) {}

    /** The server closed for a reason that trying again does not cure. */
    default void stopped(int closeCode, String reason) {}
}
