package io.cowrite.web;

import java.util.Objects;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptQueueTests extends ServiceTest {

    @Autowired
    private WebServerApplicationContext context;

    @Test
    void thousandsMayConnectAtOnce() {
        JettyWebServer web = (JettyWebServer) Objects.requireNonNull(context.getWebServer());
        assertThat(web.getServer().getConnectors())
                .allSatisfy(each -> assertThat(((ServerConnector) each).getAcceptQueueSize()).isEqualTo(4_096));
    }
}
