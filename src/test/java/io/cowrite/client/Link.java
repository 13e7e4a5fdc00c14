package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A replica and its way to the server, on which frames wait until somebody lets them through. */
final class Link implements ReplicaListener {

    final Replica replica;
    final String userId;
    final List<Unsaved> unsaved = new ArrayList<>();
    final List<Entry> settled = new ArrayList<>();
    final Deque<String> toServer = new ArrayDeque<>();
    final Deque<String> toClient = new ArrayDeque<>();
    final List<Long> steps = new ArrayList<>();
    boolean wantsReconnect;
    int loads;
    String mirror = "";

    private final InMemoryServer server;
    private String clientId = "";
    private long cursor = -1;
    private int ids;

    Link(InMemoryServer server, String userId) {
        this.server = server;
        this.userId = userId;
        this.replica = new Replica(() -> userId + "-" + ++ids, this);
    }

    void connect() {
        wantsReconnect = false;
        replica.connected(null);
    }

    /** Cuts the connection: whatever is on the way is lost. */
    void cut() {
        toServer.clear();
        toClient.clear();
        cursor = -1;
        replica.disconnected();
    }

    /** Lets one frame of the client through; false if there is none. */
    boolean serverTakes() {
        String frame = toServer.poll();
        if (frame == null) {
            return false;
        }
        switch (decodeClient(frame)) {
            case ClientMessage.Hello hello -> {
                clientId = hello.clientId();
                List<ServerMessage> answer = server.join(userId, hello);
                cursor = ((ServerMessage.Welcome) answer.getFirst()).version();
                answer.forEach(this::push);
            }
            case ClientMessage.Submit submit -> server.submit(userId, clientId, submit);
            default -> {
            }
        }
        return true;
    }

    /** The server sends the next {@code most} entries in one frame; false if there are none. */
    boolean serverSends(int most) {
        if (cursor < 0 || cursor == server.log.size()) {
            return false;
        }
        int end = (int) Math.min(server.log.size(), cursor + most);
        List<SealedEntry> entries = server.log.subList((int) cursor, end);
        toClient.add(new String(ServerCodec.ops(entries, null), StandardCharsets.UTF_8));
        cursor = end;
        return true;
    }

    /** Lets one frame of the server through; false if there is none. */
    boolean clientTakes() {
        String frame = toClient.poll();
        if (frame == null) {
            return false;
        }
        try {
            replica.receive(ServerCodec.decode(frame));
        } catch (MalformedException e) {
            throw new AssertionError(frame, e);
        }
        return true;
    }

    /** Lets everything through, both ways, until nothing moves. */
    void drain() {
        boolean moved = true;
        while (moved) {
            moved = serverTakes();
            moved = serverSends(3) || moved;
            moved = clientTakes() || moved;
            if (wantsReconnect) {
                cut();
                connect();
            }
        }
    }

    void push(ServerMessage message) {
        toClient.add(new String(ServerCodec.encode(message), StandardCharsets.UTF_8));
    }

    @Override
    public void send(ClientMessage message) {
        toServer.add(new String(ClientCodec.encode(message), StandardCharsets.UTF_8));
    }

    @Override
    public void reconnect() {
        wantsReconnect = true;
    }

    @Override
    public void loaded() {
        loads++;
        mirror = replica.shown().toString();
    }

    /** A view that is only told of changes must show the same. */
    @Override
    public void changed(Delta change) {
        mirror = Edits.apply(mirror, change);
    }

    @Override
    public void steppedBack(long version) {
        steps.add(version);
    }

    @Override
    public void settled(long version, Entry entry) {
        settled.add(entry);
    }

    @Override
    public void unsaved(Unsaved edit) {
        unsaved.add(edit);
    }

    private static ClientMessage decodeClient(String frame) {
        try {
            return ClientCodec.decode(frame);
        } catch (MalformedException e) {
            throw new AssertionError(frame, e);
        }
    }
}
