package io.cowrite.nemesis;

import io.cowrite.bench.PlainSocket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A writer that knows only how long the content is, and therefore writes as fast as it is answered. One operation in flight,
 * frozen until it is settled. Runs on a thread of its own.
 */
final class BareWriter implements Runnable {

    private static final int UNITS_MAX = 20_000;
    private static final int SILENCE_MILLIS_MAX = 10_000;

    /** Closes that somebody who does nothing wrong must not see. */
    private static final Pattern UNDESERVED = Pattern
            .compile("^unexpected frame|^closed (44(00|01|03|04|06|09|10|11|12|13|29)|100[23789])");

    private final String name;
    private final UUID documentId;
    private final String cookie;
    private final Gate gate;
    private final History history;
    private final Random random;
    private final Wire wire;
    private int lives;
    private long attempt;
    private boolean loaded;
    private long units;
    private long sequence;
    private String inFlight = "";
    private int home;
    private volatile @Nullable PlainSocket socket;

    BareWriter(String name, UUID documentId, String cookie, Gate gate, History history, long seed, int home) {
        this.name = name;
        this.documentId = documentId;
        this.cookie = cookie;
        this.gate = gate;
        this.history = history;
        this.random = new Random(seed);
        this.wire = new Wire(history);
        this.home = home;
    }

    @Override
    public void run() {
        try {
            while (gate.isOpen()) {
                try {
                    talk();
                } catch (IOException e) {
                    disconnect();
                    if (UNDESERVED.matcher(String.valueOf(e.getMessage())).find()) {
                        history.complaint(name + " was " + e.getMessage());
                    }
                    home = gate.next(home);
                    Thread.sleep(random.nextInt(20, 400));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            history.complaint(name + " failed: " + e);
            throw e;
        } finally {
            disconnect();
        }
    }

    /** Breaks the connection off; it comes back. Any thread. */
    void disconnect() {
        PlainSocket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone then.
            }
        }
    }

    /** Whether nothing is in flight and it is at {@code version}; a hint while it runs. */
    boolean isSettled() {
        return inFlight.isEmpty() && loaded;
    }

    long version() {
        return loaded ? wire.version() : -1;
    }

    private void talk() throws IOException, InterruptedException {
        attempt++;
        if (!loaded) {
            lives++;
        }
        String hello = "{\"type\":\"hello\",\"clientId\":\"" + name + "-" + lives + "\",\"attempt\":" + attempt
                + (loaded ? ",\"since\":[{\"version\":" + wire.version() + ",\"hash\":\"" + wire.hash() + "\"}]" : "")
                + "}";
        wire.sends(hello);
        PlainSocket open = PlainSocket.connect(gate.address(home), documentId, cookie, SILENCE_MILLIS_MAX);
        socket = open;
        open.send(hello);
        welcome(open);
        if (!inFlight.isEmpty()) {
            open.send(inFlight);
        }
        while (gate.isOpen()) {
            if (inFlight.isEmpty() && gate.mayWrite()) {
                submit(open);
            }
            listen(open);
        }
    }

    private void welcome(PlainSocket open) throws IOException {
        Wire.Heard heard = wire.receives(open.receive());
        if (!(heard instanceof Wire.Heard.Welcome welcome)) {
            history.complaint(name + " was not welcomed but told " + heard);
            throw new IOException("no welcome");
        }
        if (loaded && !welcome.resumed()) {
            history.complaint(name + " was not resumed at version " + welcome.version());
            throw new IOException("not resumed");
        }
        if (!loaded) {
            units = 0;
            for (int part = 0; part < welcome.parts(); part++) {
                if (wire.receives(open.receive()) instanceof Wire.Heard.Content content) {
                    units += content.units();
                }
            }
            loaded = true;
        }
    }

    private void submit(PlainSocket open) throws IOException {
        sequence++;
        inFlight = "{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + wire.version()
                + ",\"operation\":[" + operation() + "]}";
        wire.sends(inFlight);
        open.send(inFlight);
    }

    private String operation() {
        long place = units == 0 ? 0 : random.nextLong(units + 1);
        int kind = random.nextInt(100);
        if (kind == 0) {
            place = 1_000_000_000; // Past the end: to be refused.
        }
        String retain = place == 0 ? "" : "{\"retain\":" + place + "},";
        long behind = Math.max(0, units - place);
        if (behind > 0 && units > random.nextInt(UNITS_MAX)) {
            String delete = "{\"delete\":" + Math.min(behind, 1 + random.nextInt(20)) + "}";
            return retain + (kind < 20 ? "{\"insert\":\"" + token() + "\"}," : "") + delete;
        }
        return retain + "{\"insert\":\"" + token() + "\"}";
    }

    private String token() {
        return name + "." + sequence + (random.nextInt(8) == 0 ? "😀\\n" : ";");
    }

    private void listen(PlainSocket open) throws IOException, InterruptedException {
        try {
            switch (wire.receives(open.receive())) {
                case Wire.Heard.Ops ops -> {
                    units += ops.units();
                    if (ops.settled() == sequence) {
                        inFlight = "";
                    }
                }
                case Wire.Heard.Welcome welcome -> throw new IOException("welcomed twice: " + welcome);
                case Wire.Heard.Content _,Wire.Heard.Notice _,Wire.Heard.Other _ -> {
                }
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("silence", e);
        }
    }
}
