package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Text;
import org.jspecify.annotations.Nullable;

/** What a document's content may hold, and how it is checked. */
public enum DocumentType {
    /** Plain text: no attributes, no embeds. */
    TEXT("text") {
        @Override
        public boolean allows(Delta operation, Text before) {
            return operation.isPlain();
        }

        @Override
        public long checksum(Text content) {
            return content.checksum();
        }
    },
    /** Text with inline attributes and, on {@code \n}, line formats; no embeds. */
    RICHTEXT("richtext") {
        @Override
        public boolean allows(Delta operation, Text before) {
            return RichtextSchema.allows(operation, before);
        }

        @Override
        public long checksum(Text content) {
            return content.jsonChecksum();
        }
    };

    private final String wireName;

    DocumentType(String wireName) {
        this.wireName = wireName;
    }

    /** Null if there is no such type. */
    public static @Nullable DocumentType ofWireName(String wireName) {
        for (DocumentType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        return null;
    }

    /** The name in JSON and in the database. */
    public String wireName() {
        return wireName;
    }

    /**
     * Whether content of this type may become what {@code operation} makes of it; what is already there is not looked
     * at. If not, it is refused ({@code schema}).
     *
     * @param before content that {@code operation} applies to
     */
    public abstract boolean allows(Delta operation, Text before);

    /**
     * CRC-32, from 0 to 2^32 - 1, of the UTF-8 of {@code content}: of the text, or of its JSON where there are
     * attributes. Costs its length.
     */
    public abstract long checksum(Text content);
}
