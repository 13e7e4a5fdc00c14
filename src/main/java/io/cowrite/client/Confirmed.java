package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;

/** What the log says: the content after entry {@code version}, and the log's hash there. */
record Confirmed(Text text, long version, Hash hash) {

    Point point() {
        return new Point(version, hash);
    }

    Confirmed next(Delta operation, Hash hashAfter) throws InapplicableException {
        return new Confirmed(text.apply(operation), version + 1, hashAfter);
    }
}
