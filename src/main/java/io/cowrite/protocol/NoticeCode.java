package io.cowrite.protocol;

/** Codes of {@code notice}. */
public enum NoticeCode {
    /** What was submitted waits for the store; nothing is lost. */
    SAVING_DELAYED("saving_delayed"),
    SAVING_RESUMED("saving_resumed"),
    ROLE_CHANGED("role_changed"),
    RENAMED("renamed"),
    DRAINING("draining");

    private final String wireName;

    NoticeCode(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
