package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries to bytes and back. The bytes are RFC 8785 JSON: keys sorted, no spaces. */
public final class EntryCodec {

    static final int USER_ID_CHARS_MAX = 128;

    /** Bytes of an entry without its operation and ids, at its longest. */
    private static final int FRAME_BYTES = 160;

    private static final int CHARS_MAX = 16 * 1024 * 1024;
    private static final JsonReader.Source SOURCE = new JsonReader.Source(CHARS_MAX, CHARS_MAX, 1_000_000);

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        JsonBytes out = new JsonBytes(
                FRAME_BYTES + entry.clientId().length() + entry.userId().length());
        write(out, entry);
        return out.toByteArray();
    }

    /** @throws MalformedException unless {@code bytes} is one entry, its fields in the order of {@link #encode} */
    public static Entry decode(byte[] bytes) throws MalformedException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Bytes that are no UTF-8 come out as U+FFFD, which may also stand there by right.
        boolean isUtf8 = text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        JsonReader.require(isUtf8, "not UTF-8");
        return SOURCE.read(text, EntryCodec::read);
    }

    /**
     * Cuts entries that stand one after the other into the bytes of each. It looks for the ends alone; whether each
     * is an entry is for {@link #decode} to say.
     *
     * @throws MalformedException unless {@code joined} from {@code offset} on is a run of JSON objects
     */
    public static List<byte[]> split(byte[] joined, int offset) throws MalformedException {
        List<byte[]> entries = new ArrayList<>();
        for (int start = offset; start < joined.length;) {
            int end = endOfObject(joined, start);
            entries.add(Arrays.copyOfRange(joined, start, end));
            start = end;
        }
        return entries;
    }

    static void write(JsonBytes out, Entry entry) {
        out.raw("{\"at\":").number(entry.at());
        out.raw(",\"clientId\":").string(entry.clientId());
        out.raw(",\"operation\":");
        DeltaJson.write(out, entry.operation());
        if (entry.refused() != null) {
            out.raw(",\"refused\":").string(entry.refused().wireName());
        }
        out.raw(",\"sequence\":").number(entry.sequence());
        out.raw(",\"userId\":").string(entry.userId()).raw('}');
    }

    static Entry read(JsonReader in) throws MalformedException {
        in.beginObject();
        expect("at", in.nextName());
        long at = in.integer(0, JsonReader.INTEGER_MAX);
        expect("clientId", in.nextName());
        String clientId = Fields.clientId(in);
        expect("operation", in.nextName());
        Delta operation = DeltaJson.read(in);
        String name = in.nextName();
        RefusalCode refused = null;
        if ("refused".equals(name)) {
            refused = JsonReader.required(RefusalCode.ofWireName(in.string(64)), "such refusal code");
            JsonReader.require(operation.isEmpty(), "a refused operation is not empty");
            name = in.nextName();
        }
        expect("sequence", name);
        long sequence = in.integer(1, JsonReader.INTEGER_MAX);
        expect("userId", in.nextName());
        String userId = in.string(USER_ID_CHARS_MAX);
        JsonReader.require(in.nextName() == null, "unknown field in an entry");
        return new Entry(at, clientId, operation, refused, sequence, userId);
    }

    private static void expect(String field, @Nullable String name) throws MalformedException {
        JsonReader.require(field.equals(name), "fields of an entry missing or out of order");
    }

    private static int endOfObject(byte[] bytes, int start) throws MalformedException {
        JsonReader.require(bytes[start] == '{', "not an object");
        int depth = 0;
        for (int i = start; i < bytes.length; i++) {
            switch (bytes[i]) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"' -> i = endOfString(bytes, i);
                default -> {
                }
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new MalformedException("object cut off");
    }

    private static int endOfString(byte[] bytes, int start) throws MalformedException {
        for (int i = start + 1; i < bytes.length; i++) {
            if (bytes[i] == '"') {
                return i;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        throw new MalformedException("string cut off");
    }
}
