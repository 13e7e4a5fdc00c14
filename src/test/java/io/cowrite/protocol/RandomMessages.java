package io.cowrite.protocol;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random messages and entries from a seed; texts are rich in what JSON and UTF-8 treat specially. */
final class RandomMessages {

    private static final List<String> CHARACTERS = List.of(
            "a", "b", " ", "\n", "\t", "\"", "\\", "/", "\u0000", "\u001f", "\u007f", "\u0080", "é", "\u07ff", "\u0800",
            "\u2028", "\u2029", "\ufeff", "\ufffd", "\uffff", "😀", "\ud800\udc00", "\udbff\udfff");
    private static final String ID_CHARACTERS = "abcXYZ019-_";

    private final SplittableRandom random;

    RandomMessages(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    ClientMessage clientMessage() {
        return switch (below(5)) {
            case 0 -> new ClientMessage.Hello(id(64), since(), number(), maybe(() -> text(20)));
            case 1 -> submit();
            case 2 ->
                new ClientMessage.Presence(
                        number(), maybe(() -> 1 + number() / 2), maybe(this::selection), maybe(this::state));
            case 3 -> new ClientMessage.Diverged(number(), random.nextLong(1L << 32));
            default -> new ClientMessage.Ping(text(20));
        };
    }

    ServerMessage serverMessage() {
        return switch (below(8)) {
            case 0 -> welcome();
            case 1 -> new ServerMessage.Content(Delta.of(insertion(), insertion()));
            case 2 ->
                new ServerMessage.Ops(1 + number() / 2, entries(), hash(), maybe(() -> random.nextLong(1L << 32)));
            case 3 -> presence();
            case 4 ->
                new ServerMessage.Notice(
                        any(List.of(NoticeCode.values())),
                        text(20),
                        maybe(() -> text(6)),
                        maybe(() -> text(9)),
                        maybe(this::number));
            case 6 -> new ServerMessage.Catchup(1 + number() / 2, delta(), hash());
            case 5 -> new ServerMessage.Heartbeat(number(), hash());
            default -> new ServerMessage.Pong(text(20));
        };
    }

    Entry entry() {
        RefusalCode refused = below(5) == 0 ? any(List.of(RefusalCode.values())) : null;
        Delta operation = refused == null ? delta() : Delta.EMPTY;
        return new Entry(number(), id(64), operation, refused, 1 + number() / 2, id(36));
    }

    Delta delta() {
        List<Op> ops = new ArrayList<>();
        for (int i = below(6); i > 0; i--) {
            ops.add(switch (below(3)) {
                case 0 -> new Op.Retain(1 + below(100), attributes(List.of(Json.Literal.NULL, json(4))));
                case 1 -> insertion();
                default -> new Op.Delete(1 + below(100));
            });
        }
        return Delta.of(ops);
    }

    /** Inserts alone. */
    Delta content() {
        List<Op> inserts = new ArrayList<>();
        for (int i = below(6); i > 0; i--) {
            inserts.add(insertion());
        }
        return Delta.of(inserts);
    }

    private Op insertion() {
        Attributes attributes = attributes(List.of(Json.Literal.TRUE, new Json.Str(text(5)), new Json.Int(below(9))));
        return below(4) > 0
                ? new Op.Insert(text(12) + "x", attributes)
                : new Op.Embed(Json.Obj.of(text(5), json(4)), attributes);
    }

    private Attributes attributes(List<Json> values) {
        Map<String, Json> attributes = new HashMap<>();
        for (int i = below(3) * below(2); i > 0; i--) {
            attributes.put(text(5), any(values));
        }
        return Attributes.of(attributes);
    }

    private Json json(int levels) {
        return switch (below(levels == 0 ? 4 : 6)) {
            case 0 -> Json.Literal.NULL;
            case 1 -> Json.Literal.of(below(2) == 0);
            case 2 -> new Json.Int(random.nextLong(-Json.INTEGER_MAX, Json.INTEGER_MAX + 1));
            case 3 -> new Json.Str(text(5));
            case 4 -> new Json.Array(List.of(json(levels - 1), json(levels - 1)));
            default -> Json.Obj.of(text(3), json(levels - 1));
        };
    }

    Hash hash() {
        byte[] bytes = new byte[Hash.BYTES];
        random.nextBytes(bytes);
        return Hash.of(bytes);
    }

    String text(int charactersMax) {
        StringBuilder text = new StringBuilder();
        for (int i = below(charactersMax + 1); i > 0; i--) {
            text.append(CHARACTERS.get(below(CHARACTERS.size())));
        }
        return text.toString();
    }

    private ClientMessage.Submit submit() {
        Delta operation = delta();
        return new ClientMessage.Submit(1 + number() / 2, number(), operation, DeltaJson.encode(operation).length);
    }

    private List<Point> since() {
        List<Point> points = new ArrayList<>();
        long version = 1_000_000;
        for (int i = below(9); i > 0; i--) {
            version -= 1 + below(100_000);
            points.add(new Point(version, hash()));
        }
        return points;
    }

    private ServerMessage.Welcome welcome() {
        return new ServerMessage.Welcome(
                text(10), id(64), user(), text(6), DocumentType.TEXT, text(30), number(), hash(), below(2) == 0,
                number(), below(100), 1 + below(100_000),
                new Limits(1 + below(9), 1 + below(9), 1 + below(9), 1 + below(9)));
    }

    private ServerMessage.Presence presence() {
        List<ServerMessage.Present> changed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
            changed.add(new ServerMessage.Present(text(5), user(), maybe(this::selection), maybe(this::state)));
            left.add(text(5));
        }
        return new ServerMessage.Presence(number(), changed, left, below(1000));
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = below(4); i >= 0; i--) {
            entries.add(entry());
        }
        return entries;
    }

    private ServerMessage.User user() {
        return new ServerMessage.User(id(36), text(10), "#12ab9f");
    }

    private Selection selection() {
        return new Selection(below(Integer.MAX_VALUE), below(100));
    }

    private String state() {
        return "{\"n\":" + below(100) + ", \"t\": [true,null,\"é\\ud83d\\ude00\"]}";
    }

    private String id(int charactersMax) {
        StringBuilder id = new StringBuilder("x");
        for (int i = below(charactersMax); i > 0; i--) {
            id.append(ID_CHARACTERS.charAt(below(ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    private long number() {
        return random.nextLong(1L << 53) >> below(53);
    }

    private <T> T any(List<T> values) {
        return values.get(below(values.size()));
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return below(2) == 0 ? null : value.get();
    }
}
