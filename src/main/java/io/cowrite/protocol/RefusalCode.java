package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;

/** Why an operation was refused; it is never applied later. */
public enum RefusalCode {
    /** It reaches past the end of the content. */
    PAST_END("past_end"),
    /** It would cut a surrogate pair. */
    CUTS_SURROGATE_PAIR("cuts_surrogate_pair"),
    /** The operation has too many components, or is too large after transformation. */
    TOO_LARGE("too_large"),
    /** The document would pass its limit. */
    DOCUMENT_FULL("document_full"),
    /** The document's type does not allow it. */
    SCHEMA("schema"),
    /** Sequencing it failed; the failure is logged. */
    FAILED("failed");

    private final String wireName;

    RefusalCode(String wireName) {
        this.wireName = wireName;
    }

    /** Null if there is no such code. */
    static @Nullable RefusalCode ofWireName(String wireName) {
        for (RefusalCode code : values()) {
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
