package io.cowrite.client;

import io.cowrite.kernel.InapplicableException;

/** How a replica steps back. */
interface Retreat {

    /** What becomes of a replica with {@code history} and {@code edits} at {@code version}, where a step ends. */
    StepBack to(long version, History history, LocalEdits edits) throws InapplicableException;
}
