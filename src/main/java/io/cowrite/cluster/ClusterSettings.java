package io.cowrite.cluster;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Several nodes on one database.
 *
 * @param key that messages between nodes are sealed with, at least 32 bytes; empty: one is made and kept in the database
 * @param heartbeat how often a node says that it is there, and looks who else is
 * @param goneAfter a node that has said nothing for so long is taken for gone
 * @param poll how often the heads of open documents are asked for while there are other nodes
 * @param servedBlind how long readers are served while there are other nodes and the store cannot be asked
 */
@ConfigurationProperties("cowrite.cluster")
public record ClusterSettings(
        @DefaultValue("") String key,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("10s") Duration goneAfter,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("60s") Duration servedBlind) {

    public static final ClusterSettings DEFAULTS = new ClusterSettings("", Duration.ofSeconds(2),
            Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(60));

    public ClusterSettings {
        require(heartbeat.toMillis() > 0, "heartbeat must be at least 1 ms");
        require(goneAfter.compareTo(heartbeat) > 0, "gone-after must be longer than heartbeat");
        require(poll.toMillis() > 0, "poll must be at least 1 ms");
        require(servedBlind.compareTo(poll) > 0, "served-blind must be longer than poll");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "heartbeat " + heartbeat + ", gone after " + goneAfter + ", poll " + poll + ", served blind "
                + servedBlind;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("cowrite.cluster." + message);
        }
    }
}
