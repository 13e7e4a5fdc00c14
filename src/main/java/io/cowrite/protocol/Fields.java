package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;

/** Reads the fields that several messages share. */
final class Fields {

    static final int CLIENT_ID_CHARS_MAX = 64;
    static final int STATE_BYTES_MAX = 1024;
    static final int PING_ID_CHARS_MAX = 64;

    private Fields() {}

    static String clientId(JsonReader in) throws MalformedException {
        String id = in.string(CLIENT_ID_CHARS_MAX);
        JsonReader.require(isClientId(id), "clientId is not 1 to 64 of A-Za-z0-9_-");
        return id;
    }

    static long version(JsonReader in) throws MalformedException {
        return in.integer(0, JsonReader.INTEGER_MAX);
    }

    static long sequence(JsonReader in) throws MalformedException {
        return in.integer(1, JsonReader.INTEGER_MAX);
    }

    static long checksum(JsonReader in) throws MalformedException {
        return in.integer(0, 0xFFFF_FFFFL);
    }

    static Hash hash(JsonReader in) throws MalformedException {
        try {
            return Hash.ofHex(in.string(2 * Hash.BYTES));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("hash is not 64 lower-case hex digits");
        }
    }

    static Point point(JsonReader in) throws MalformedException {
        in.beginObject();
        return pointFields(in);
    }

    /** The fields up to the end of the object that the reader stands in. */
    static Point pointFields(JsonReader in) throws MalformedException {
        Long version = null;
        Hash hash = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "version" -> version = version(in);
                case "hash" -> hash = hash(in);
                default -> in.skip();
            }
        }
        return new Point(JsonReader.required(version, "version"), JsonReader.required(hash, "hash"));
    }

    /** The field {@code id} of {@code ping} and {@code pong}, up to the end of the message. */
    static String pingId(JsonReader in) throws MalformedException {
        String id = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("id")) {
                id = in.string(PING_ID_CHARS_MAX);
            } else {
                in.skip();
            }
        }
        return JsonReader.required(id, "id");
    }

    static @Nullable Selection selection(JsonReader in) throws MalformedException {
        if (in.isNull()) {
            return null;
        }
        in.beginObject();
        Long anchor = null;
        Long head = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "anchor" -> anchor = in.integer(0, Integer.MAX_VALUE);
                case "head" -> head = in.integer(0, Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new Selection(
                JsonReader.required(anchor, "anchor").intValue(),
                JsonReader.required(head, "head").intValue());
    }

    static @Nullable String state(JsonReader in) throws MalformedException {
        return in.isNull() ? null : in.rawObject(STATE_BYTES_MAX);
    }

    private static boolean isClientId(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c != '-' && c != '_' && !isAsciiAlphanumeric(c)) {
                return false;
            }
        }
        return !id.isEmpty();
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
