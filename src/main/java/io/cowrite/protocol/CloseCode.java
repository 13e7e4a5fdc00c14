package io.cowrite.protocol;

import java.util.Optional;

/** Why the server closes a connection; what the client does then is in docs/PROTOCOL.md. */
public enum CloseCode {
    GOING_AWAY(1001),
    /** A binary frame came. */
    UNSUPPORTED_DATA(1003),
    FRAME_TOO_LARGE(1009),
    SERVER_ERROR(1011),
    RESTARTING(1012),
    OVERLOADED(1013),
    /** A malformed message, or one that the rules forbid here. */
    BAD_MESSAGE(4400),
    /** Not signed in, or no longer. */
    NOT_SIGNED_IN(4401),
    /** No access any more; only to who had it on this socket. */
    NO_ACCESS(4403),
    /** No such document, or not for this user. */
    NO_SUCH_DOCUMENT(4404),
    PROTOCOL_NOT_SUPPORTED(4406),
    /** No hello, no sign of life, or a send that does not go on. */
    TIMED_OUT(4408),
    /** The same replica has connected again. */
    OPENED_ELSEWHERE(4409),
    /** Trashed or purged while open. */
    DELETED(4410),
    /** A resend that differs from what was committed, or cannot be told from it. */
    CHANGED_RESEND(4411),
    /** The log does not contain what this connection was sent or builds on. */
    LOG_WENT_BACK(4412),
    /** An operation above the limit of bytes. */
    TOO_LARGE(4413),
    TOO_FAST(4429);

    /** Most bytes of UTF-8 of the reason that goes with a code. */
    public static final int REASON_BYTES_MAX = 123;

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    /** Empty if the server never closes with {@code code}. */
    public static Optional<CloseCode> of(int code) {
        for (CloseCode closeCode : values()) {
            if (closeCode.code == code) {
                return Optional.of(closeCode);
            }
        }
        return Optional.empty();
    }

    public int code() {
        return code;
    }
}
