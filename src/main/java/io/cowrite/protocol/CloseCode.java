package io.cowrite.protocol;

/** Why the server closes a connection; what the client does then is in docs/PROTOCOL.md. */
public enum CloseCode {
    GOING_AWAY(1001),
    UNSUPPORTED_DATA(1003),
    FRAME_TOO_LARGE(1009),
    SERVER_ERROR(1011),
    RESTARTING(1012),
    OVERLOADED(1013),
    BAD_MESSAGE(4400),
    NOT_SIGNED_IN(4401),
    NO_ACCESS(4403),
    NO_SUCH_DOCUMENT(4404),
    PROTOCOL_NOT_SUPPORTED(4406),
    TIMED_OUT(4408),
    OPENED_ELSEWHERE(4409),
    DELETED(4410),
    CHANGED_RESEND(4411),
    LOG_WENT_BACK(4412),
    TOO_LARGE(4413),
    TOO_FAST(4429);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
