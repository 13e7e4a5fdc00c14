package io.cowrite.simulation;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.websocket.ServerSocketEnd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that is none of ours: it sends an operation that cannot be moved over an insert without an overflow. */
final class Poisoner implements ServerSocketEnd.Wire {

    private static final Delta POISON = Delta.of(new Op.Retain(Integer.MAX_VALUE - 1), new Op.Insert("x"));

    private final World world;
    private final Node node;
    private final Life server;
    private final Author author;
    private final String clientId;
    private @Nullable ServerSocketEnd end;
    private boolean sent;

    Poisoner(World world, Node node, Author author, String clientId) {
        this.world = world;
        this.node = node;
        this.server = node.life();
        this.author = author;
        this.clientId = clientId;
    }

    void connect() {
        if (node.isUp()) {
            end = new ServerSocketEnd(World.DOCUMENT, author, node.rooms(), this, world.scenario.settings().limits(),
                    node.time(), node::execute, world.connections);
            sends(new ClientMessage.Hello(clientId, List.of(), 1, null));
            world.queue.in(EventQueue.SECOND, server, this::leave);
        }
    }

    private void sends(ClientMessage message) {
        String frame = new String(ClientCodec.encode(message), StandardCharsets.UTF_8);
        world.queue.in(EventQueue.MILLI, server, () -> {
            if (end != null) {
                end.receive(frame);
            }
        });
    }

    private void leave() {
        if (end != null) {
            end.closed();
            end = null;
        }
    }

    /** The first frame is the welcome; everything was inserted after version 0. */
    @Override
    public void send(byte[] utf8, Runnable done) {
        world.judge.sent(utf8);
        world.queue.in(EventQueue.MILLI, server, done);
        if (!sent) {
            sent = true;
            sends(new ClientMessage.Submit(1, 0, POISON, 0));
        }
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason) {
        world.judge.closes(code, reason);
        world.queue.in(EventQueue.MILLI, server, this::leave);
    }

    @Override
    public void abort() {
        leave();
    }
}
