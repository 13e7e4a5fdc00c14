package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;

/** Deltas to JSON and back: {@code [{"retain":2},{"insert":"text"},{"delete":1}]}. */
public final class DeltaJson {

    private static final int TEXT_CHARS_MAX = 2 * 1024 * 1024;
    private static final JsonReader.Source SOURCE = JsonReader.Source.of(6 * TEXT_CHARS_MAX, TEXT_CHARS_MAX, 1_000_000);

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
        out.raw('[');
        boolean first = true;
        for (Op op : delta.ops()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            switch (op) {
                case Op.Retain retain -> out.raw("{\"retain\":").number(retain.length());
                case Op.Insert insert -> out.raw("{\"insert\":").string(insert.text());
                case Op.Delete delete -> out.raw("{\"delete\":").number(delete.length());
            }
            out.raw('}');
        }
        out.raw(']');
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
        String kind = JsonReader.required(in.nextName(), "key in a component");
        Op op = switch (kind) {
            case "retain" -> new Op.Retain(length(in));
            case "insert" -> new Op.Insert(text(in));
            case "delete" -> new Op.Delete(length(in));
            default -> throw new MalformedException("unknown key in a component");
        };
        JsonReader.require(in.nextName() == null, "more than one key in a component");
        return op;
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
}
