package io.cowrite.client;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.ServerMessage;

/** Content that comes in parts. */
final class Loading {

    private final ServerMessage.Welcome welcome;
    private final StringBuilder text = new StringBuilder();
    private int parts;

    Loading(ServerMessage.Welcome welcome) {
        this.welcome = welcome;
    }

    void add(ServerMessage.Content content) {
        text.append(content.text());
        parts++;
    }

    boolean isComplete() {
        return parts >= welcome.contentParts();
    }

    Confirmed confirmed() {
        return new Confirmed(Text.of(text.toString()), welcome.version(), welcome.hash());
    }
}
