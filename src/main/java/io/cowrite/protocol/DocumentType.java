package io.cowrite.protocol;

/** What a document's content may hold. */
public enum DocumentType {
    /** Plain text: no attributes, no embeds. */
    TEXT("text");

    private final String wireName;

    DocumentType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON and in the database. */
    public String wireName() {
        return wireName;
    }
}
