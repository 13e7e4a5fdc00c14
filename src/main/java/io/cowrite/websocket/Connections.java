package io.cowrite.websocket;

import io.cowrite.access.Author;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of this node: counted by user and by address, and looked at once a second. */
final class Connections {

    private final ConnectionSettings settings;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byUser = new ConcurrentHashMap<>();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    Connections(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** Counts a socket of {@code userId} from {@code address}; false, and nothing is counted, if there are too many. */
    boolean admit(String userId, String address) {
        if (byUser.merge(userId, 1, Integer::sum) > settings.socketsPerUser()) {
            uncount(byUser, userId);
            return false;
        }
        if (byAddress.merge(address, 1, Integer::sum) > settings.socketsPerAddress()) {
            uncount(byUser, userId);
            uncount(byAddress, address);
            return false;
        }
        return true;
    }

    void release(String userId, String address) {
        uncount(byUser, userId);
        uncount(byAddress, address);
    }

    int size() {
        return open.size();
    }

    void add(Connection connection) {
        open.add(connection);
    }

    void remove(Connection connection) {
        open.remove(connection);
    }

    /** An author goes by another name or colour now. */
    void renamed(Author author) {
        open.forEach(connection -> connection.renamed(author));
    }

    void tick() {
        open.forEach(Connection::tick);
    }

    private static void uncount(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
