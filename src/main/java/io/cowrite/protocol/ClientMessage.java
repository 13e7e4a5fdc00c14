package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client sends. */
public sealed interface ClientMessage {

    /** First frame. {@code since} is newest first, at most 8, empty for a new replica. */
    record Hello(String clientId, List<Point> since, long attempt, @Nullable String ticket) implements ClientMessage {}

    /**
     * One operation.
     *
     * @param operationBytes bytes of the operation's JSON as it came
     */
    record Submit(long sequence, long baseVersion, Delta operation, int operationBytes) implements ClientMessage {}

    /**
     * Where the author is.
     *
     * @param sequence positions count after this submission of one's own, if not null
     * @param state JSON object as it came, at most 1 KiB
     */
    record Presence(
            long baseVersion, @Nullable Long sequence, @Nullable Selection selection,
            @Nullable String state) implements ClientMessage {}

    record Diverged(long version, long checksum) implements ClientMessage {}

    record Ping(String id) implements ClientMessage {}
}
