package io.cowrite.demo;

import io.cowrite.client.CowriteClient;
import io.cowrite.demo.DemoMemory.Remembered;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins when the service is ready: makes the document, or finds it again, and lets two bots join it. Ends before the
 * service does, while what the bots take back can still be saved.
 */
final class Demo {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final List<Part> PARTS = List.of(Part.ADA, Part.BEN);
    private static final String TITLE = "Welcome to Cowrite";

    private final DemoMemory memory;
    private final DemoRoute route;
    private final Environment environment;
    private final List<String> origins;
    private final RandomGenerator random;
    private final JsonMapper json = new JsonMapper();
    private final List<CowriteClient> clients = new ArrayList<>();
    private final List<Bot> bots = new ArrayList<>();

    /** @param origins that sockets may come from; empty: the service's own */
    Demo(DemoMemory memory, DemoRoute route, Environment environment, List<String> origins, RandomGenerator random) {
        this.memory = memory;
        this.route = route;
        this.environment = environment;
        this.origins = origins;
        this.random = random;
    }

    /** Before the line that says where to go. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    synchronized void begin() throws InterruptedException {
        try {
            play(address());
        } catch (IOException e) {
            log.warn("There is no demo: its bots cannot join as guests: {}", e.getMessage());
        }
    }

    private void play(URI service) throws IOException, InterruptedException {
        Remembered remembered = memory.read().orElse(new Remembered(new UUID(0, 0), List.of()));
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < PARTS.size(); i++) {
            ids.add(enter(service, PARTS.get(i), i < remembered.cookies().size()
                    ? remembered.cookies().get(i)
                    : Map.of()));
        }
        CowriteClient owner = clients.getFirst();
        UUID documentId = owner.mayRead(remembered.documentId())
                ? remembered.documentId()
                : owner.createDocument(TITLE, DocumentType.TEXT, welcome());
        memory.keep(new Remembered(documentId, clients.stream().map(CowriteClient::cookies).toList()));
        for (int i = 0; i < PARTS.size(); i++) {
            bots.add(new Bot(PARTS.get(i), clients.get(i), documentId, ids, random));
        }
        route.leadTo(documentId);
    }

    /** Who plays {@code part} is there; their id. */
    private String enter(URI service, Part part, Map<String, String> cookies) throws IOException, InterruptedException {
        String origin = origins.isEmpty() ? service.toString() : origins.getFirst();
        CowriteClient client = new CowriteClient(service, origin, cookies);
        clients.add(client);
        client.me();
        return json.readTree(client.rename(part.name(), part.color())).path("id").asString();
    }

    private URI address() throws IOException {
        String bound = environment.getProperty("server.address", "");
        InetAddress address = InetAddress.getByName(bound);
        String host = address.isLoopbackAddress() || address.isAnyLocalAddress() ? "localhost" : bound;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + environment.getRequiredProperty("local.server.port"));
    }

    private static String welcome() throws IOException {
        return new ClassPathResource("demo/welcome.md").getContentAsString(StandardCharsets.UTF_8);
    }

    /** Heard before anything is stopped. */
    @EventListener(ContextClosedEvent.class)
    synchronized void end() {
        bots.forEach(Bot::end);
        bots.forEach(Bot::close);
        clients.forEach(CowriteClient::close);
        bots.clear();
        clients.clear();
    }
}
