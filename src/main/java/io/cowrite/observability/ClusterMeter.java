package io.cowrite.observability;

/** What a node tells of its dealings with others. Any thread may call; nothing blocks. */
public interface ClusterMeter {

    /** Hears nothing. */
    ClusterMeter NONE = new ClusterMeter() {};

    /** What became of a message from the bus. */
    enum Message {
        /** Given to the room, if it is open. */
        TAKEN,
        /** It has not the cluster's seal: nothing in it was looked at. */
        FORGED,
        /** It is of a kind or version that this node does not know. */
        UNKNOWN,
        /** Of another database, or of before a failover. */
        OTHER_TIMELINE,
        /** Asks another node. */
        NOT_FOR_HERE
    }

    default void message(Message end) {}

    /** The heads of all open documents were asked for, and told, within {@code nanos}. */
    default void polled(long nanos) {}
}
