package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads server messages. */
final class ServerReader {

    private static final int FRAME_CHARS_MAX = 16 * 1024 * 1024;
    private static final int TEXT_CHARS_MAX = 4096;
    private static final JsonReader.Source SOURCE = new JsonReader.Source(FRAME_CHARS_MAX, FRAME_CHARS_MAX, 1_000_000);

    private ServerReader() {}

    static ServerMessage read(String frame) throws MalformedException {
        return SOURCE.read(frame, ServerReader::read);
    }

    private static ServerMessage read(JsonReader in) throws MalformedException {
        return switch (in.messageType()) {
            case "welcome" -> WelcomeReader.read(in);
            case "content" -> content(in);
            case "ops" -> ops(in);
            case "catchup" -> catchup(in);
            case "presence" -> presence(in);
            case "notice" -> notice(in);
            case "heartbeat" -> heartbeat(in);
            case "pong" -> new ServerMessage.Pong(Fields.pingId(in));
            default -> throw new MalformedException("unknown type");
        };
    }

    static String text(JsonReader in) throws MalformedException {
        return in.string(TEXT_CHARS_MAX);
    }

    static ServerMessage.User user(JsonReader in) throws MalformedException {
        in.beginObject();
        String id = null;
        String userName = null;
        String color = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "id" -> id = in.string(EntryCodec.USER_ID_CHARS_MAX);
                case "name" -> userName = text(in);
                case "color" -> color = text(in);
                default -> in.skip();
            }
        }
        return new ServerMessage.User(
                JsonReader.required(id, "id"),
                JsonReader.required(userName, "name"),
                JsonReader.required(color, "color"));
    }

    private static ServerMessage.Content content(JsonReader in) throws MalformedException {
        Delta operation = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("operation")) {
                operation = DeltaJson.read(in);
            } else {
                in.skip();
            }
        }
        Delta content = JsonReader.required(operation, "operation");
        boolean inserts = content.ops().stream().allMatch(Op::isInsertion);
        JsonReader.require(inserts, "content is not of inserts alone");
        return new ServerMessage.Content(content);
    }

    private static ServerMessage.Ops ops(JsonReader in) throws MalformedException {
        Long firstVersion = null;
        List<Entry> operations = new ArrayList<>();
        Hash hash = null;
        Long checksum = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "firstVersion" -> firstVersion = in.integer(1, JsonReader.INTEGER_MAX);
                case "operations" -> {
                    in.beginArray();
                    while (in.nextElement()) {
                        operations.add(EntryCodec.read(in));
                    }
                }
                case "hash" -> hash = Fields.hash(in);
                case "checksum" -> checksum = Fields.checksum(in);
                default -> in.skip();
            }
        }
        JsonReader.require(!operations.isEmpty(), "no operations");
        return new ServerMessage.Ops(
                JsonReader.required(firstVersion, "firstVersion"),
                List.copyOf(operations),
                JsonReader.required(hash, "hash"),
                checksum);
    }

    private static ServerMessage.Catchup catchup(JsonReader in) throws MalformedException {
        Long toVersion = null;
        Delta operation = null;
        Hash hash = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "toVersion" -> toVersion = in.integer(1, JsonReader.INTEGER_MAX);
                case "operation" -> operation = DeltaJson.read(in);
                case "hash" -> hash = Fields.hash(in);
                default -> in.skip();
            }
        }
        return new ServerMessage.Catchup(
                JsonReader.required(toVersion, "toVersion"),
                JsonReader.required(operation, "operation"),
                JsonReader.required(hash, "hash"));
    }

    private static ServerMessage.Presence presence(JsonReader in) throws MalformedException {
        Long version = null;
        List<ServerMessage.Present> changed = null;
        List<String> left = null;
        Long viewers = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "version" -> version = Fields.version(in);
                case "changed" -> {
                    changed = new ArrayList<>();
                    in.beginArray();
                    while (in.nextElement()) {
                        changed.add(present(in));
                    }
                }
                case "left" -> {
                    left = new ArrayList<>();
                    in.beginArray();
                    while (in.nextElement()) {
                        left.add(text(in));
                    }
                }
                case "viewers" -> viewers = in.integer(0, Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new ServerMessage.Presence(
                JsonReader.required(version, "version"),
                List.copyOf(JsonReader.required(changed, "changed")),
                List.copyOf(JsonReader.required(left, "left")),
                JsonReader.required(viewers, "viewers").intValue());
    }

    private static ServerMessage.Present present(JsonReader in) throws MalformedException {
        in.beginObject();
        String sessionId = null;
        ServerMessage.User user = null;
        Selection selection = null;
        String state = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "sessionId" -> sessionId = text(in);
                case "user" -> user = user(in);
                case "selection" -> selection = Fields.selection(in);
                case "state" -> state = Fields.state(in);
                default -> in.skip();
            }
        }
        return new ServerMessage.Present(
                JsonReader.required(sessionId, "sessionId"), JsonReader.required(user, "user"), selection, state);
    }

    private static ServerMessage.Notice notice(JsonReader in) throws MalformedException {
        NoticeCode code = null;
        String message = null;
        String role = null;
        String title = null;
        Long retryAfterMillis = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "code" -> code = NoticeCode.ofWireName(text(in));
                case "message" -> message = text(in);
                case "role" -> role = optionalText(in);
                case "title" -> title = optionalText(in);
                case "retryAfterMillis" ->
                    retryAfterMillis = in.isNull() ? null : (Long) in.integer(0, JsonReader.INTEGER_MAX);
                default -> in.skip();
            }
        }
        return new ServerMessage.Notice(
                JsonReader.required(code, "known code"),
                JsonReader.required(message, "message"),
                role,
                title,
                retryAfterMillis);
    }

    private static @Nullable String optionalText(JsonReader in) throws MalformedException {
        return in.isNull() ? null : text(in);
    }

    private static ServerMessage.Heartbeat heartbeat(JsonReader in) throws MalformedException {
        Point point = Fields.pointFields(in);
        return new ServerMessage.Heartbeat(point.version(), point.hash());
    }
}
