package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.RefusalCode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An edit that will not be applied by itself any more, kept for its author.
 *
 * @param operation what it does to {@code before}
 * @param before the content it was made for
 * @param reason why it was taken out
 * @param refusal the log's word, with {@link Reason#REFUSED} only
 * @param perhapsSaved whether it was sent and its fate is not known
 */
public record Unsaved(
        Delta operation, Text before, Reason reason, @Nullable RefusalCode refusal, boolean perhapsSaved) {

    /** Why an edit was taken out. */
    public enum Reason {
        /** The log says so: not applied, and never will be. */
        REFUSED,
        /** The server's log has no point of this replica's history. */
        POINT_UNKNOWN,
        /** Entries do not chain or do not fit the content. */
        HISTORY_BROKEN,
        /** The log holds an entry of this replica that is not what the replica has or would have sent. */
        STRAY_ENTRY,
        /** The content differed from the server's. */
        DIVERGED,
        /** It cannot be offered again within the limits. */
        TOO_LARGE,
        /** The server could not settle a resend (4411). */
        RESEND_UNSETTLED,
        /** Somebody else is signed in now. */
        AUTHOR_CHANGED
    }

    /** The text that it inserts, joined; attributes and embeds are not in it. */
    public String insertedText() {
        return operation.ops().stream()
                .filter(Op.Insert.class::isInstance)
                .map(op -> ((Op.Insert) op).text())
                .collect(Collectors.joining());
    }
}
