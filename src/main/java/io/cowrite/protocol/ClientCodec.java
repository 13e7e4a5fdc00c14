package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Client messages to UTF-8 JSON and back. */
public final class ClientCodec {

    static final int FRAME_CHARS_MAX = 128 * 1024;
    static final int STRING_CHARS_MAX = 64 * 1024;
    static final int TOKENS_MAX = 20_000;
    static final int SINCE_POINTS_MAX = 8;
    static final int TICKET_CHARS_MAX = 256;

    private static final JsonReader.Source SOURCE = new JsonReader.Source(FRAME_CHARS_MAX, STRING_CHARS_MAX,
            TOKENS_MAX);

    private ClientCodec() {}

    /** @throws MalformedException if {@code frame} is no client message (close with 4400) */
    public static ClientMessage decode(String frame) throws MalformedException {
        return SOURCE.read(frame, ClientCodec::read);
    }

    public static byte[] encode(ClientMessage message) {
        JsonBytes out = new JsonBytes(256);
        switch (message) {
            case ClientMessage.Hello hello -> write(out, hello);
            case ClientMessage.Submit submit -> write(out, submit);
            case ClientMessage.Presence presence -> write(out, presence);
            case ClientMessage.Diverged diverged ->
                out.raw("{\"type\":\"diverged\",\"version\":")
                        .number(diverged.version())
                        .raw(",\"checksum\":")
                        .number(diverged.checksum());
            case ClientMessage.Ping ping ->
                out.raw("{\"type\":\"ping\",\"id\":").string(ping.id());
        }
        return out.raw('}').toByteArray();
    }

    private static ClientMessage read(JsonReader in) throws MalformedException {
        return switch (in.messageType()) {
            case "hello" -> hello(in);
            case "submit" -> submit(in);
            case "presence" -> presence(in);
            case "diverged" -> diverged(in);
            case "ping" -> new ClientMessage.Ping(Fields.pingId(in));
            default -> throw new MalformedException("unknown type");
        };
    }

    private static ClientMessage.Hello hello(JsonReader in) throws MalformedException {
        String clientId = null;
        List<Point> since = List.of();
        Long attempt = null;
        String ticket = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "clientId" -> clientId = Fields.clientId(in);
                case "since" -> since = since(in);
                case "attempt" -> attempt = in.integer(0, JsonReader.INTEGER_MAX);
                case "ticket" -> ticket = in.isNull() ? null : in.string(TICKET_CHARS_MAX);
                default -> in.skip();
            }
        }
        return new ClientMessage.Hello(
                JsonReader.required(clientId, "clientId"), since, JsonReader.required(attempt, "attempt"), ticket);
    }

    private static List<Point> since(JsonReader in) throws MalformedException {
        if (in.isNull()) {
            return List.of();
        }
        in.beginArray();
        List<Point> points = new ArrayList<>();
        while (in.nextElement()) {
            Point point = Fields.point(in);
            boolean older = points.isEmpty() || point.version() < points.getLast().version();
            JsonReader.require(older, "since is not newest first");
            JsonReader.require(points.size() < SINCE_POINTS_MAX, "more than 8 points in since");
            points.add(point);
        }
        return List.copyOf(points);
    }

    private static ClientMessage.Submit submit(JsonReader in) throws MalformedException {
        Long sequence = null;
        Long baseVersion = null;
        Delta operation = null;
        int operationBytes = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "sequence" -> sequence = Fields.sequence(in);
                case "baseVersion" -> baseVersion = Fields.version(in);
                case "operation" -> {
                    int start = in.offsetAfterToken() - 1;
                    operation = DeltaJson.read(in);
                    operationBytes = in.bytesBetween(start, in.offsetAfterToken());
                }
                default -> in.skip();
            }
        }
        return new ClientMessage.Submit(
                JsonReader.required(sequence, "sequence"),
                JsonReader.required(baseVersion, "baseVersion"),
                JsonReader.required(operation, "operation"),
                operationBytes);
    }

    private static ClientMessage.Presence presence(JsonReader in) throws MalformedException {
        Long baseVersion = null;
        Long sequence = null;
        Selection selection = null;
        String state = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "baseVersion" -> baseVersion = Fields.version(in);
                case "sequence" -> sequence = in.isNull() ? null : (Long) Fields.sequence(in);
                case "selection" -> selection = Fields.selection(in);
                case "state" -> state = Fields.state(in);
                default -> in.skip();
            }
        }
        return new ClientMessage.Presence(
                JsonReader.required(baseVersion, "baseVersion"), sequence, selection, state);
    }

    private static ClientMessage.Diverged diverged(JsonReader in) throws MalformedException {
        Long version = null;
        Long checksum = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "version" -> version = Fields.version(in);
                case "checksum" -> checksum = Fields.checksum(in);
                default -> in.skip();
            }
        }
        return new ClientMessage.Diverged(
                JsonReader.required(version, "version"), JsonReader.required(checksum, "checksum"));
    }

    private static void write(JsonBytes out, ClientMessage.Hello hello) {
        out.raw("{\"type\":\"hello\",\"clientId\":").string(hello.clientId());
        if (!hello.since().isEmpty()) {
            out.raw(",\"since\":[");
            String separator = "";
            for (Point point : hello.since()) {
                out.raw(separator).raw("{\"version\":").number(point.version());
                out.raw(",\"hash\":").string(point.hash().hex()).raw('}');
                separator = ",";
            }
            out.raw(']');
        }
        out.raw(",\"attempt\":").number(hello.attempt());
        if (hello.ticket() != null) {
            out.raw(",\"ticket\":").string(hello.ticket());
        }
    }

    private static void write(JsonBytes out, ClientMessage.Submit submit) {
        out.raw("{\"type\":\"submit\",\"sequence\":").number(submit.sequence());
        out.raw(",\"baseVersion\":").number(submit.baseVersion()).raw(",\"operation\":");
        DeltaJson.write(out, submit.operation());
    }

    private static void write(JsonBytes out, ClientMessage.Presence presence) {
        out.raw("{\"type\":\"presence\",\"baseVersion\":").number(presence.baseVersion());
        if (presence.sequence() != null) {
            out.raw(",\"sequence\":").number(presence.sequence());
        }
        writeSelection(out, presence.selection());
        if (presence.state() != null) {
            out.raw(",\"state\":").json(presence.state());
        }
    }

    static void writeSelection(JsonBytes out, @Nullable Selection selection) {
        out.raw(",\"selection\":");
        if (selection == null) {
            out.raw("null");
        } else {
            out.raw("{\"anchor\":").number(selection.anchor());
            out.raw(",\"head\":").number(selection.head()).raw('}');
        }
    }
}
