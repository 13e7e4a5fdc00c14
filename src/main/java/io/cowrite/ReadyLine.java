package io.cowrite;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at the end of start-up where to go. */
@Component
class ReadyLine {

    private static final Logger log = LoggerFactory.getLogger(ReadyLine.class);

    private final Environment environment;

    ReadyLine(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() throws UnknownHostException {
        String port = environment.getProperty("local.server.port");
        if (port != null) {
            log.info("Cowrite is ready: http://{}:{}/", host(environment.getProperty("server.address", "")), port);
        }
    }

    /** A name by which a browser on this machine reaches a server bound to {@code address}. */
    static String host(String address) throws UnknownHostException {
        InetAddress bound = InetAddress.getByName(address);
        if (bound.isLoopbackAddress() || bound.isAnyLocalAddress()) {
            return "localhost";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
