package io.cowrite.observability;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The port of metrics: unless told otherwise 1,000 above the service's, so that services beside each other need nothing
 * said. Never the service's own, where everybody could read them.
 */
final class ManagementPort implements EnvironmentPostProcessor, Ordered {

    static final String PROPERTY = "management.server.port";

    private static final String SERVICE = "server.port";
    private static final String SERVICE_DEFAULT = "8080";
    private static final int ABOVE = 1_000;
    private static final int PORT_MAX = 65_535;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String service = environment.getProperty(SERVICE, SERVICE_DEFAULT);
        String asked = environment.getProperty(PROPERTY);
        if (asked == null || asked.isBlank()) {
            environment.getPropertySources().addFirst(
                    new MapPropertySource("management port", Map.of(PROPERTY, beside(service))));
        } else if (asked.equals(service) && !asked.equals("0")) {
            throw new IllegalArgumentException(PROPERTY + " must not be " + SERVICE
                    + ": everybody could read the metrics there.");
        }
    }

    /** What is no port is left for the server to complain of. */
    static String beside(String service) {
        if (!service.matches("[1-9][0-9]{0,4}")) {
            return service;
        }
        int port = Integer.parseInt(service);
        return Integer.toString(port + ABOVE <= PORT_MAX ? port + ABOVE : port - ABOVE);
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
