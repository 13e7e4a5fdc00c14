package io.cowrite.simulation;

import io.cowrite.client.Transport;
import io.cowrite.websocket.ServerSocketEnd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One socket: two lines of frames that keep their order, and may fall silent without either end knowing. */
final class Link implements Transport.Channel, ServerSocketEnd.Wire {

    private static final int BROKEN = 1006;

    private final World world;
    private final Person person;
    private final Node node;
    private final Life client;
    private final Life server;
    private final Transport.Handler handler;
    private final SplittableRandom random;
    private final long upLagMax;

    private @Nullable ServerSocketEnd end;
    private boolean upSilent;
    private boolean downSilent;
    private boolean clientToldClosed;
    private boolean serverToldClosed;
    private long upArrival;
    private long downArrival;
    private long readAgainAt;
    private long slowUntil;
    private long slowMillisMax;

    Link(World world, Person person, Node node, Transport.Handler handler, long seed) {
        this.world = world;
        this.person = person;
        this.node = node;
        this.client = person.life();
        this.server = node.life();
        this.handler = handler;
        this.random = new SplittableRandom(seed);
        this.upLagMax = random.nextInt(10) == 0 ? 2 * EventQueue.SECOND : 1;
    }

    void connect() {
        if (!node.isUp()) {
            closeClient(BROKEN, "refused");
            return;
        }
        long arrival = up();
        world.queue.at(arrival, client, () -> {
            if (server.isOver()) {
                closeClient(BROKEN, "refused");
            }
        });
        world.queue.at(arrival, server, () -> {
            end = new ServerSocketEnd(World.DOCUMENT, person.author(), node.rooms(), this,
                    world.scenario.settings().limits(), node.time(), node::execute, world.connections);
            node.add(this);
            if (!downSilent) {
                world.queue.at(down(), client, handler::opened);
            }
        });
    }

    private long way() {
        return 200_000 + random.nextLong(random.nextInt(8) == 0 ? 40 * EventQueue.MILLI : 3 * EventQueue.MILLI);
    }

    private long up() {
        upArrival = Math.max(upArrival + 1, world.queue.now() + way() + random.nextLong(upLagMax));
        return upArrival;
    }

    private long down() {
        downArrival = Math.max(downArrival + 1, world.queue.now() + way());
        return downArrival;
    }

    /** Of the client's or the server's end: what is under way is lost to the one that asks. */
    @Override
    public void abort() {
        Life asks = world.queue.running();
        if (asks == client) {
            close();
        } else {
            closeServerAt(world.queue.now());
            closeClient(BROKEN, "broken");
        }
    }

    // The client's end.

    @Override
    public void send(String frame) {
        person.sends(frame);
        if (!upSilent) {
            world.queue.at(up(), server, () -> receive(frame));
        }
    }

    private void receive(String frame) {
        ServerSocketEnd at = end;
        if (at == null || serverToldClosed) {
            return;
        }
        if (readAgainAt > world.queue.now()) {
            world.queue.at(readAgainAt, server, () -> receive(frame));
            return;
        }
        world.queue.note(frame.hashCode());
        readAgainAt = world.queue.now() + at.receive(frame);
    }

    @Override
    public void close() {
        if (!clientToldClosed) {
            person.hungUp();
        }
        if (!upSilent) {
            closeServerAt(up());
        }
        clientToldClosed = true;
    }

    private void closeServerAt(long at) {
        world.queue.at(at, server, () -> {
            if (end != null && !serverToldClosed) {
                serverToldClosed = true;
                end.closed();
            }
            node.remove(this);
        });
    }

    private void closeClient(int code, String reason) {
        world.queue.at(down(), client, () -> {
            if (!clientToldClosed) {
                clientToldClosed = true;
                person.closed(code);
                handler.closed(code, reason);
            }
        });
    }

    // The server's end.

    @Override
    public void send(byte[] utf8, Runnable done) {
        world.judge.sent(utf8);
        world.queue.note(Arrays.hashCode(utf8));
        long now = world.queue.now();
        long takes = now < slowUntil ? random.nextLong(slowMillisMax * EventQueue.MILLI) : random.nextLong(30_000);
        world.queue.in(takes, server, () -> {
            if (!serverToldClosed) {
                done.run();
            }
        });
        if (!downSilent) {
            downArrival = Math.max(downArrival + 1, now + takes + way());
            world.queue.at(downArrival, client, () -> {
                if (!clientToldClosed) {
                    handler.received(new String(utf8, StandardCharsets.UTF_8));
                }
            });
        }
    }

    @Override
    public void ping() {
        if (!downSilent && !upSilent) {
            world.queue.in(way() + way(), server, () -> {
                ServerSocketEnd at = end;
                if (at != null && !serverToldClosed && !client.isAsleep(world.queue.now())) {
                    at.control();
                }
            });
        }
    }

    @Override
    public void close(int code, String reason) {
        world.judge.closes(code, reason);
        if (!downSilent) {
            closeClient(code, reason);
        }
        closeServerAt(world.queue.now() + way());
    }

    void tick() {
        ServerSocketEnd at = end;
        if (at != null && !serverToldClosed) {
            at.tick();
        }
    }

    // The network.

    /** Breaks; each end hears of it in its time. */
    void cut() {
        long serverHears = random.nextBoolean() ? world.queue.now() + way() : up();
        silence(true, true);
        closeServerAt(serverHears);
        closeClient(BROKEN, "broken");
    }

    /** Falls silent; what is under way arrives. */
    void silence(boolean upwards, boolean downwards) {
        upSilent |= upwards;
        downSilent |= downwards;
    }

    void heal() {
        slowUntil = 0;
        if (upSilent || downSilent) {
            cut();
        }
    }

    /** The client takes up to {@code millisMax} for each frame, for {@code nanos}. */
    void slow(long nanos, long millisMax) {
        slowUntil = world.queue.now() + nanos;
        slowMillisMax = millisMax;
    }

    /** Unless faults are over, the client may never hear of it. */
    void serverDied() {
        if (world.healed || random.nextInt(6) > 0) {
            closeClient(BROKEN, "broken");
        }
        silence(true, true);
    }

    /** The client's process is gone. */
    void clientDied() {
        clientToldClosed = true;
        if (random.nextInt(6) > 0) {
            closeServerAt(up());
        }
        silence(true, true);
    }
}
