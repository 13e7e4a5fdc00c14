package io.cowrite.websocket;

import io.cowrite.access.AuthorChanged;
import org.springframework.context.event.EventListener;

/** Carries a new name or colour to the sockets that are open. */
final class AuthorChanges {

    private final Connections connections;

    AuthorChanges(Connections connections) {
        this.connections = connections;
    }

    @EventListener
    void changed(AuthorChanged changed) {
        connections.renamed(changed.author());
    }
}
