package io.cowrite.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a stretch of content is beside its units.
 *
 * @param attributes without nulls
 * @param embed what stands here instead of text, as one unit; null: text
 */
record Format(Attributes attributes, Json.@Nullable Obj embed) {

    /** Text without attributes. */
    static final Format PLAIN = new Format(Attributes.NONE, null);

    /** The unit that stands in the text for an embed. */
    static final String EMBED_UNIT = "\ufffc";

    static Format of(Op insertion) {
        return switch (insertion) {
            case Op.Insert insert -> text(insert.attributes());
            case Op.Embed embed -> new Format(embed.attributes(), embed.value());
            case Op.Retain _,Op.Delete _ -> throw new IllegalArgumentException("no insertion: " + insertion);
        };
    }

    private static Format text(Attributes attributes) {
        return attributes.isEmpty() ? PLAIN : new Format(attributes, null);
    }

    boolean isPlain() {
        return embed == null && attributes.isEmpty();
    }

    /** The component that inserts units {@code from} to {@code to} of {@code text}, which are formatted so. */
    Op insertion(String text, int from, int to) {
        return embed == null
                ? new Op.Insert(text.substring(from, to), attributes)
                : new Op.Embed(embed, attributes);
    }

    Format changed(Attributes change) {
        Attributes changed = attributes.apply(change);
        return embed == null ? text(changed) : new Format(changed, embed);
    }

    /** Whether a stretch of this and a neighbour of {@code other} are one stretch. */
    boolean joins(Format other) {
        return embed == null && equals(other);
    }
}
