package io.cowrite.web;

import java.util.Locale;

/** Every answer that says no. The closed list of codes; clients decide by them, never by the words. */
public enum ProblemCode {
    MALFORMED_BODY(400, "The body is not the JSON that this call takes."),
    INVALID_PARAMETER(400, "A parameter of the address is missing or not of the form that this call takes."),
    BAD_REQUEST(400, "The request cannot be understood."),
    NOT_SIGNED_IN(401, "Nobody is signed in, or the sign-in is over."),
    CSRF_TOKEN_MISSING(403, "The header X-XSRF-TOKEN does not repeat the cookie XSRF-TOKEN."),
    FORBIDDEN(403, "Your role in this document does not allow it."),
    NO_SUCH_DOCUMENT(404, "There is no such document, or not for you."),
    NO_SUCH_VERSION(404, "The document has no such version."),
    NOT_FOUND(404, "Nothing is at this address."),
    METHOD_NOT_ALLOWED(405, "This address does not know that method."),
    NOT_ACCEPTABLE(406, "None of the forms asked for can be given."),
    TOO_LARGE(413, "The body is larger than this call takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json."),
    INVALID_TITLE(422, "A title has 1 to 200 characters and no control characters."),
    INVALID_TYPE(422, "The type of a document is one of text, richtext."),
    INVALID_CONTENT(422,
            "The content has half a surrogate pair in it, or what the type of the document does not allow."),
    INVALID_ACCESS(422, "General access is one of none, viewer, commenter, editor."),
    INVALID_NAME(422, "A name has 1 to 80 characters and no control characters."),
    INVALID_COLOR(422, "A colour is # and six lower-case hexadecimal digits."),
    DAMAGED_DOCUMENT(500, "The document's history does not prove itself; it is kept as it is."),
    INTERNAL(500, "Something failed on our side; it is in the log."),
    BUSY(503, "Too many requests are under way. Nothing was changed; try again soon."),
    UNAVAILABLE(503, "The database cannot be reached; nothing is known to be saved. Try again soon.");

    private final int status;
    private final String detail;

    ProblemCode(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
