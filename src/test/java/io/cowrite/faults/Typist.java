package io.cowrite.faults;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person at the Java client who inserts tokens, each once in the world, deletes some of the own ones again, and
 * remembers what was sent, acknowledged and seen. Tokens are put beside tokens and deleted whole, so none is ever torn.
 */
final class Typist implements ConnectionListener, AutoCloseable {

    /** What every document begins with; never deleted. */
    static final String START = "😀\n";

    static final Pattern TOKEN = Pattern.compile("⟨[^⟩]*⟩");

    private static final int RECONNECT_MILLIS_MAX = 300;

    private final String name;
    private final Random random;
    private final CowriteClient client;
    private final String userId;
    private final AtomicLong newestAcknowledged;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<Long, Entry> acknowledged = new ConcurrentSkipListMap<>();
    private final Set<String> clientIds = ConcurrentHashMap.newKeySet();
    private final Set<Point> seen = ConcurrentHashMap.newKeySet();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Set<NoticeCode> notices = ConcurrentHashMap.newKeySet();
    private final AtomicInteger loads = new AtomicInteger();
    private final DocumentConnection connection;

    /**
     * @param jitter of the waits between two connections
     * @param newestAcknowledged last version of the document that anybody was acknowledged
     */
    Typist(String name, URI service, UUID documentId, long seed, RandomGenerator jitter, AtomicLong newestAcknowledged)
            throws IOException, InterruptedException {
        this.name = name;
        this.random = new Random(seed);
        this.newestAcknowledged = newestAcknowledged;
        this.client = new CowriteClient(service, jitter);
        this.userId = new JsonMapper().readTree(client.me()).get("id").asString();
        this.connection = client.open(documentId, this);
    }

    /** Doubling waits are for crowds; here they would only make the test long. */
    static RandomGenerator soon(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new RandomGenerator() {
            @Override
            public synchronized long nextLong() {
                return random.nextLong();
            }

            @Override
            public long nextLong(long bound) {
                return RandomGenerator.super.nextLong(Math.min(bound, RECONNECT_MILLIS_MAX));
            }
        };
    }

    @Override
    public void loaded(Replica replica) {
        loads.incrementAndGet();
        clientIds.add(replica.clientId());
    }

    @Override
    public void settled(long version, Entry entry) {
        acknowledged.put(version, entry);
        newestAcknowledged.accumulateAndGet(version, Math::max);
        if (entry.refused() != null) {
            complaints.add("refused " + entry);
        }
    }

    @Override
    public void unsaved(Unsaved unsaved) {
        complaints.add("unsaved " + unsaved.reason() + " " + unsaved.operation());
    }

    @Override
    public void stopped(int closeCode, String reason) {
        complaints.add("stopped " + closeCode + " " + reason);
    }

    @Override
    public void noticed(ServerMessage.Notice notice) {
        notices.add(notice.code());
    }

    /** Does one edit, and remembers what the replica has. */
    void type() throws InapplicableException {
        look();
        connection.edit(this::edit);
    }

    private Delta edit(Text shown) {
        String text = shown.toString();
        List<String> own = sent.keySet().stream().filter(token -> !deleted.contains(token)).sorted().toList();
        if (!own.isEmpty() && random.nextInt(4) == 0) {
            String token = own.get(random.nextInt(own.size()));
            deleted.add(token);
            int at = text.indexOf(token);
            if (at < 0) {
                complaints.add("own token is gone: " + token);
                return Delta.EMPTY;
            }
            return Delta.of(new Op.Retain(at), new Op.Delete(token.length()));
        }
        String token = "⟨" + name + "-" + sent.size() + "😀⟩";
        sent.put(token, newestAcknowledged.get());
        return Delta.of(new Op.Retain(someBorder(text)), new Op.Insert(token));
    }

    private int someBorder(String text) {
        List<Integer> borders = new ArrayList<>(List.of(START.length()));
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            borders.add(tokens.end());
        }
        return borders.get(random.nextInt(borders.size()));
    }

    /** Remembers the version that the replica has, and the hash that it computed for it. */
    void look() {
        connection.look(replica -> {
            Hash hash = replica.hash();
            if (hash != null) {
                seen.add(new Point(replica.version(), hash));
            }
            return replica;
        });
    }

    /** Pauses as a person would; longer without a connection. */
    void pause() throws InterruptedException {
        Thread.sleep(connection.look(Replica::isLive) ? random.nextInt(5, 40) : random.nextInt(50, 200));
    }

    boolean await(Predicate<Replica> condition, long millis) throws InterruptedException {
        return connection.await(condition, millis);
    }

    void interrupt() {
        connection.interrupt();
    }

    String shown() {
        return connection.look(replica -> replica.shown().toString());
    }

    String content(UUID documentId) throws IOException, InterruptedException {
        return client.content(documentId);
    }

    String userId() {
        return userId;
    }

    Set<String> clientIds() {
        return clientIds;
    }

    /** Tokens typed, each with the last version that anybody had been acknowledged before. */
    Map<String, Long> sent() {
        return sent;
    }

    Set<String> deleted() {
        return deleted;
    }

    Map<Long, Entry> acknowledged() {
        return acknowledged;
    }

    Set<Point> seen() {
        return seen;
    }

    int loads() {
        return loads.get();
    }

    Set<NoticeCode> notices() {
        return notices;
    }

    /** What must not happen to somebody who does nothing wrong. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        connection.close();
        client.close();
    }

    @Override
    public String toString() {
        return name + connection.look(replica -> " at " + replica.version() + (replica.isLive() ? " live" : " offline")
                + (replica.isSettled() ? " settled" : " unsettled"));
    }
}
