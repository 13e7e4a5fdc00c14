package io.cowrite.cluster;

import io.cowrite.Cowrite;
import io.cowrite.client.CowriteClient;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.room.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service, on real sockets, as one of several nodes in this JVM. */
final class RunningNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningNode start(TestPostgres.Database database, Bus bus, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0",
                "--management.server.port=0",
                "--cowrite.cluster.heartbeat=100ms"));
        arguments.addAll(List.of(settings));
        SpringApplication application = new SpringApplication(Cowrite.class);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Bus.class, () -> bus));
        return new RunningNode(application.run(arguments.toArray(String[]::new)));
    }

    URI address() {
        WebServerApplicationContext web = (WebServerApplicationContext) context;
        var server = web.getWebServer();
        if (server == null) {
            throw new IllegalStateException("it has no web server");
        }
        return URI.create("http://localhost:" + server.getPort());
    }

    /** Somebody new. */
    CowriteClient guest() throws Exception {
        CowriteClient client = new CowriteClient(address());
        client.me();
        return client;
    }

    /** Somebody whom another node knows. */
    CowriteClient known(CowriteClient elsewhere) {
        String address = address().toString();
        return new CowriteClient(address(), address, elsewhere.cookies());
    }

    int others() {
        return context.getBean(Self.class).others();
    }

    Rooms rooms() {
        return context.getBean(Rooms.class);
    }

    long polls() {
        return context.getBean(MeterRegistry.class).find("cowrite.cluster.poll").timers().stream()
                .mapToLong(Timer::count).sum();
    }

    double counted(String metric, Map<String, String> tags) {
        return context.getBean(MeterRegistry.class).find(metric).counters().stream()
                .filter(one -> tags.entrySet().stream()
                        .allMatch(tag -> tag.getValue().equals(one.getId().getTag(tag.getKey()))))
                .mapToDouble(one -> one.count()).sum();
    }

    @Override
    public void close() {
        context.close();
    }
}
