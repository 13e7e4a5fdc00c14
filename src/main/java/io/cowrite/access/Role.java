package io.cowrite.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do in a document, each more than the one before. */
public enum Role {
    VIEWER,
    COMMENTER,
    EDITOR,
    OWNER;

    public boolean mayWrite() {
        return this == EDITOR || this == OWNER;
    }

    public boolean mayRename() {
        return mayWrite();
    }

    /** Trash, restore, and say who may get in. */
    public boolean mayManage() {
        return this == OWNER;
    }

    /** The name in JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty unless {@code name} is exactly one of the wire names. */
    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }
}
