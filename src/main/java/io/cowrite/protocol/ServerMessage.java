package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends. {@code ops} is built from entries' bytes by {@link ServerCodec#ops}. */
public sealed interface ServerMessage {

    /** A user as others see them. {@code color} is {@code #rrggbb}. */
    record User(String id, String name, String color) {}

    record Welcome(
            String sessionId,
            String clientId,
            User user,
            String role,
            DocumentType documentType,
            String title,
            long version,
            Hash hash,
            boolean resumed,
            long headVersion,
            int contentParts,
            int heartbeatMillis,
            Limits limits) implements ServerMessage {}

    /** A part of the content, in order: inserts alone. */
    record Content(Delta operation) implements ServerMessage {

        /** @throws IllegalArgumentException unless {@code operation} is of inserts alone */
        public Content {
            if (!operation.ops().stream().allMatch(Op::isInsertion)) {
                throw new IllegalArgumentException("content is not of inserts alone");
            }
        }
    }

    /** Entries from {@code firstVersion} on, without gap. {@code hash} is the log's after the last. */
    record Ops(long firstVersion, List<Entry> operations, Hash hash,
            @Nullable Long checksum) implements ServerMessage {}

    /**
     * All entries from the connection's version to {@code toVersion}, composed; none is of this connection's own
     * replica. {@code hash} is the log's after the last.
     */
    record Catchup(long toVersion, Delta operation, Hash hash) implements ServerMessage {}

    /** {@code selection} counts at {@code version} of the message; null: none shown. */
    record Present(String sessionId, User user, @Nullable Selection selection, @Nullable String state) {}

    record Presence(long version, List<Present> changed, List<String> left, int viewers) implements ServerMessage {}

    record Notice(
            NoticeCode code,
            String message,
            @Nullable String role,
            @Nullable String title,
            @Nullable Long retryAfterMillis) implements ServerMessage {}

    record Heartbeat(long version, Hash hash) implements ServerMessage {}

    record Pong(String id) implements ServerMessage {}
}
