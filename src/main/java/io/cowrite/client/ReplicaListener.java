package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.ServerMessage;

/** What a replica tells its surroundings, on its own thread; it must not be called back from here. */
public interface ReplicaListener {

    /** {@code message} is to go to the connection, in this order. */
    void send(ClientMessage message);

    /** The connection is of no use any more: close it and connect again. */
    void reconnect();

    /** A connection was answered: presence is told anew, with all who are here. */
    default void welcomed() {}

    /** What is shown was loaded anew; {@link Replica#shown} has it. */
    default void loaded() {}

    /** What is shown changed, other than by {@link Replica#edit}. */
    default void changed(Delta change) {}

    /** {@code entry}, one of this replica's own, stands in the log at {@code version}: saved, or refused. */
    default void settled(long version, Entry entry) {}

    /**
     * The log went back: of what this replica had, only the entries up to {@code version} stand in it. Own later ones
     * are not settled any more and will be offered again; {@link #changed} tells what others' were gone.
     */
    default void steppedBack(long version) {}

    /** An edit is out for good; its author may want its text. */
    default void unsaved(Unsaved unsaved) {}

    /** Others moved. Their selections count in confirmed content: {@link Replica#shownPosition} moves them. */
    default void present(ServerMessage.Presence presence) {}

    default void noticed(ServerMessage.Notice notice) {}
}
