package io.cowrite.document;

import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of a list begins: after what stands in it by {@code at} with {@code id}. Opaque to clients. */
record Cursor(Instant at, UUID id) {

    /** Before it, everything. */
    static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    private static final int BYTES = 3 * Long.BYTES;

    static Cursor after(ListedDocument last) {
        return new Cursor(last.at(), last.document().id());
    }

    /** @throws ProblemException unless {@code text} is null or was written by {@link #write} */
    static Cursor read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                throw new ProblemException(ProblemCode.INVALID_PARAMETER);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            Instant at = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
            Cursor cursor = new Cursor(at, new UUID(buffer.getLong(), buffer.getLong()));
            if (at.isBefore(Instant.EPOCH) || at.isAfter(START.at)) {
                throw new ProblemException(ProblemCode.INVALID_PARAMETER);
            }
            return cursor;
        } catch (IllegalArgumentException notBase64) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER);
        }
    }

    String write() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }
}
