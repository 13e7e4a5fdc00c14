package io.cowrite.web;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Room for all who connect at once, as after a restart: with Java's 50 the kernel turns the others away, and each tries
 * again after a second, three, seven. The kernel bounds it by {@code net.core.somaxconn}.
 */
@Component
final class AcceptQueue implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {

    static final int CONNECTIONS = 4_096;

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof ServerConnector listening) {
                    listening.setAcceptQueueSize(CONNECTIONS);
                }
            }
        });
    }
}
