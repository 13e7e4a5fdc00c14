package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;

/** Codes of {@code notice}. */
public enum NoticeCode {
    /** What was submitted waits for the store; nothing is lost. */
    SAVING_DELAYED("saving_delayed"),
    /** The store takes what waited. */
    SAVING_RESUMED("saving_resumed"),
    /** What one may do has changed; {@code role} names it. */
    ROLE_CHANGED("role_changed"),
    /** The document has the new name {@code title}. */
    RENAMED("renamed"),
    /** This node is going down; the connection will close with 1012. */
    DRAINING("draining");

    private final String wireName;

    NoticeCode(String wireName) {
        this.wireName = wireName;
    }

    /** Null if there is no such code. */
    static @Nullable NoticeCode ofWireName(String wireName) {
        for (NoticeCode code : values()) {
            if (code.wireName.equals(wireName)) {
                return code;
            }
        }
        return null;
    }

    /** The code in JSON. */
    public String wireName() {
        return wireName;
    }
}
