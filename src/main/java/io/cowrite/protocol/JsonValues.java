package io.cowrite.protocol;

import io.cowrite.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the JSON that attributes and embeds are made of. */
final class JsonValues {

    /** Levels of arrays and objects in one value: an entry must fit the levels of a frame, with all that is around. */
    static final int LEVELS_MAX = 4;

    private JsonValues() {}

    /** The members of the object that {@code in} stands on. */
    static SortedMap<String, Json> members(JsonReader in) throws MalformedException {
        return members(in, LEVELS_MAX);
    }

    private static SortedMap<String, Json> members(JsonReader in, int levels) throws MalformedException {
        in.beginObject();
        SortedMap<String, Json> members = new TreeMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonReader.require(Unicode.isWellFormed(name), "lone surrogate in a name");
            members.put(name, value(in, levels));
        }
        return members;
    }

    private static Json value(JsonReader in, int levels) throws MalformedException {
        return switch (in.token()) {
            case NULL -> Json.Literal.NULL;
            case TRUE, FALSE -> Json.Literal.of(in.bool());
            case STRING -> new Json.Str(in.string(Integer.MAX_VALUE));
            case INTEGER -> new Json.Int(in.integer(-Json.INTEGER_MAX, Json.INTEGER_MAX));
            case ARRAY -> new Json.Array(items(in, below(levels)));
            case OBJECT -> new Json.Obj(members(in, below(levels)));
            default -> throw new MalformedException("a number with fraction or exponent");
        };
    }

    private static int below(int levels) throws MalformedException {
        JsonReader.require(levels > 0, "too many levels");
        return levels - 1;
    }

    private static List<Json> items(JsonReader in, int levels) throws MalformedException {
        in.beginArray();
        List<Json> items = new ArrayList<>();
        while (in.nextElement()) {
            items.add(value(in, levels));
        }
        return items;
    }
}
