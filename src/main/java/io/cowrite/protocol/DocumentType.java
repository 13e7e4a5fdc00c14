package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;

/** What a document's content may hold. */
public enum DocumentType {
    /** Plain text: no attributes, no embeds. */
    TEXT("text");

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
}
