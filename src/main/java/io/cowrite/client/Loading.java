package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/** Content that comes in parts. */
final class Loading {

    private final ServerMessage.Welcome welcome;
    private final List<Op> inserts = new ArrayList<>();
    private int parts;

    Loading(ServerMessage.Welcome welcome) {
        this.welcome = welcome;
    }

    String userId() {
        return welcome.user().id();
    }

    DocumentType type() {
        return welcome.documentType();
    }

    void add(ServerMessage.Content content) {
        inserts.addAll(content.operation().ops());
        parts++;
    }

    boolean isComplete() {
        return parts >= welcome.contentParts();
    }

    Confirmed confirmed() {
        return new Confirmed(Text.of(Delta.of(inserts)), welcome.version(), welcome.hash());
    }
}
