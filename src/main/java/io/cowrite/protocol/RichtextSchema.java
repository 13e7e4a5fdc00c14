package io.cowrite.protocol;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rich text may hold: inline attributes anywhere, {@code block} on {@code \n} alone, no embeds. Any of them may be
 * removed anywhere. Rules that two edits at once could break together are not here: nobody could keep them.
 */
final class RichtextSchema {

    /** Units of the longest link. */
    static final int LINK_UNITS_MAX = 2048;

    private static final String BLOCK = "block";
    private static final String LINK = "link";
    private static final Set<String> MARKS = Set.of("bold", "italic", "underline", "strike", "code");
    private static final Set<String> BLOCKS = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "bullet", "ordered", "todo",
            "done", "quote", "code");
    private static final List<String> LINK_STARTS = List.of("http://", "https://", "mailto:");

    private RichtextSchema() {}

    static boolean allows(Delta operation, Text before) {
        int at = 0;
        for (Op op : operation.ops()) {
            boolean allowed = switch (op) {
                case Op.Retain retain ->
                    allowsAll(retain.attributes())
                            && (!setsBlock(retain) || before.isAll('\n', at, at + retain.length()));
                case Op.Insert insert ->
                    allowsAll(insert.attributes())
                            && (!setsBlock(insert) || insert.text().chars().allMatch(unit -> unit == '\n'));
                case Op.Embed _ -> false;
                case Op.Delete _ -> true;
            };
            if (!allowed) {
                return false;
            }
            at += op.isInsertion() ? 0 : op.length();
        }
        return true;
    }

    private static boolean allowsAll(Attributes attributes) {
        return attributes.values().entrySet().stream().allMatch(RichtextSchema::allows);
    }

    private static boolean allows(Map.Entry<String, Json> attribute) {
        String name = attribute.getKey();
        return switch (attribute.getValue()) {
            case Json.Literal.NULL -> MARKS.contains(name) || name.equals(LINK) || name.equals(BLOCK);
            case Json.Literal.TRUE -> MARKS.contains(name);
            case Json.Str(String value) ->
                (name.equals(BLOCK) && BLOCKS.contains(value)) || (name.equals(LINK) && isLink(value));
            default -> false;
        };
    }

    private static boolean setsBlock(Op op) {
        Json block = op.attributes().get(BLOCK);
        return block != null && block != Json.Literal.NULL;
    }

    /** White space and control characters, which browsers leave out before they look at the scheme, are none. */
    private static boolean isLink(String value) {
        return value.length() <= LINK_UNITS_MAX
                && LINK_STARTS.stream().anyMatch(start -> value.startsWith(start) && value.length() > start.length())
                && value.chars().allMatch(unit -> unit > ' ' && unit != 0x7F);
    }
}
