package io.cowrite.access;

import java.util.Locale;

/** What somebody may do in a document, each more than the one before. */
public enum Role {
    VIEWER,
    COMMENTER,
    EDITOR,
    OWNER;

    public boolean mayWrite() {
        return this == EDITOR || this == OWNER;
    }

    /** The name in JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
