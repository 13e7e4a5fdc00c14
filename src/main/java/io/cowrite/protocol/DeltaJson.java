package io.cowrite.protocol;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deltas to JSON and back: {@code [{"retain":2},{"insert":"text"},{"delete":1}]}, with {@code attributes} on retain and
 * insert, and an object instead of the text for an embed.
 */
public final class DeltaJson {

    private static final int TEXT_CHARS_MAX = 2 * 1024 * 1024;
    private static final JsonReader.Source SOURCE = new JsonReader.Source(6 * TEXT_CHARS_MAX, TEXT_CHARS_MAX,
            1_000_000);

    private DeltaJson() {}

    /** RFC 8785 JSON. */
    public static byte[] encode(Delta delta) {
        JsonBytes out = new JsonBytes(64);
        write(out, delta);
        return out.toByteArray();
    }

    /** @throws MalformedException unless {@code json} is an array of components; it need not be in normal form */
    public static Delta decode(String json) throws MalformedException {
        return SOURCE.read(json, DeltaJson::read);
    }

    static void write(JsonBytes out, Delta delta) {
        char before = '[';
        for (Op op : delta.ops()) {
            write(out.raw(before), op);
            before = ',';
        }
        out.raw(delta.isEmpty() ? "[]" : "]");
    }

    private static void write(JsonBytes out, Op op) {
        out.raw('{');
        if (!op.attributes().isEmpty()) {
            out.raw("\"attributes\":").json(op.attributes().canonical()).raw(',');
        }
        switch (op) {
            case Op.Retain retain -> out.raw("\"retain\":").number(retain.length());
            case Op.Insert insert -> out.raw("\"insert\":").string(insert.text());
            case Op.Embed embed -> out.raw("\"insert\":").json(embed.value().canonical());
            case Op.Delete delete -> out.raw("\"delete\":").number(delete.length());
        }
        out.raw('}');
    }

    /** Bytes of the JSON of {@code op} but for the text of an insert. */
    static int bytesBesideText(Op op) {
        JsonBytes out = new JsonBytes(64);
        write(out, op instanceof Op.Insert insert ? new Op.Insert("x", insert.attributes()) : op);
        return out.size() - (op instanceof Op.Insert ? 1 : 0);
    }

    static Delta read(JsonReader in) throws MalformedException {
        in.beginArray();
        List<Op> ops = new ArrayList<>();
        long units = 0;
        while (in.nextElement()) {
            Op op = readOp(in);
            units += op.length();
            JsonReader.require(units <= Integer.MAX_VALUE, "operation too long");
            ops.add(op);
        }
        return Delta.of(ops);
    }

    private static Op readOp(JsonReader in) throws MalformedException {
        in.beginObject();
        Component component = new Component();
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            switch (key) {
                case "retain" -> component.kind(new Op.Retain(length(in)));
                case "insert" -> component.kind(in.isObject() ? embed(in) : new Op.Insert(text(in)));
                case "delete" -> component.kind(new Op.Delete(length(in)));
                case "attributes" -> component.attributes = attributes(in);
                default -> throw new MalformedException("unknown key in a component");
            }
        }
        return component.op();
    }

    /** What was read of a component; its keys come in any order. */
    private static final class Component {

        private @Nullable Op kind;
        private @Nullable Attributes attributes;

        void kind(Op op) throws MalformedException {
            JsonReader.require(kind == null, "more than one kind in a component");
            kind = op;
        }

        Op op() throws MalformedException {
            Op op = JsonReader.required(kind, "kind of a component");
            return attributes == null ? op : with(op, attributes);
        }

        private static Op with(Op op, Attributes attributes) throws MalformedException {
            boolean removes = attributes.values().containsValue(Json.Literal.NULL);
            JsonReader.require(op instanceof Op.Retain || !removes, "an insert with an attribute that is null");
            return switch (op) {
                case Op.Retain retain -> new Op.Retain(retain.length(), attributes);
                case Op.Insert insert -> new Op.Insert(insert.text(), attributes);
                case Op.Embed embed -> new Op.Embed(embed.value(), attributes);
                case Op.Delete _ -> throw new MalformedException("attributes on a delete");
            };
        }
    }

    private static int length(JsonReader in) throws MalformedException {
        return (int) in.integer(1, Integer.MAX_VALUE);
    }

    private static String text(JsonReader in) throws MalformedException {
        String text = in.string(Integer.MAX_VALUE);
        JsonReader.require(!text.isEmpty(), "empty insert");
        JsonReader.require(text.indexOf('\r') < 0, "carriage return in an insert");
        return text;
    }

    private static Op.Embed embed(JsonReader in) throws MalformedException {
        Json.Obj value = new Json.Obj(JsonValues.members(in));
        JsonReader.require(value.members().size() == 1, "an embed has not one member");
        return new Op.Embed(value, Attributes.NONE);
    }

    private static Attributes attributes(JsonReader in) throws MalformedException {
        JsonReader.require(in.isObject(), "attributes are no object");
        return Attributes.of(JsonValues.members(in));
    }
}
