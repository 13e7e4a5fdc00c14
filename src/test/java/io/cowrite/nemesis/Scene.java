package io.cowrite.nemesis;

import io.cowrite.embedded.UnwatchedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of its own with one or two services, which are started again when they die until it is closed. */
final class Scene implements AutoCloseable {

    private final UnwatchedPostgres postgres;
    private final List<Node> nodes;
    private final Tally tally;
    private final Random arming;
    private final AtomicBoolean arms = new AtomicBoolean();
    private final Thread tending = Thread.ofVirtual().name("tending").unstarted(this::tend);

    private Scene(UnwatchedPostgres postgres, List<Node> nodes, Tally tally, long seed) {
        this.postgres = postgres;
        this.nodes = nodes;
        this.tally = tally;
        this.arming = new Random(seed);
    }

    /**
     * Everything runs and is ready.
     *
     * @param directory a new one for the database and what services print
     * @param prepared as {@link ServiceProcess} takes it
     */
    static Scene set(Path directory, @Nullable Path prepared, int services, List<String> settings, Tally tally,
            long seed)
            throws IOException, InterruptedException {
        UnwatchedPostgres postgres = UnwatchedPostgres.start(directory.resolve("postgres"),
                Path.of("target", "test-binaries"));
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            Path output = Files.createFile(directory.resolve("service-" + i + ".log"));
            nodes.add(Node.of(prepared, postgres.database(), postgres.port(), settings, output, tally));
        }
        Scene scene = new Scene(postgres, nodes, tally, seed);
        Runtime.getRuntime().addShutdownHook(new Thread(scene::abandon));
        for (Node node : nodes) {
            node.launch(null);
            node.awaitReady(null);
        }
        scene.tending.start();
        return scene;
    }

    UnwatchedPostgres postgres() {
        return postgres;
    }

    Tally tally() {
        return tally;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node someNode(Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    List<URI> addresses() {
        return nodes.stream().map(Node::address).toList();
    }

    /** Whether services that start have a crash point armed from now on. */
    void arm(boolean armed) {
        arms.set(armed);
    }

    /** Waits until all are ready. */
    void awaitReady() throws IOException, InterruptedException {
        for (Node node : nodes) {
            long end = System.nanoTime() + 300_000_000_000L;
            while (!node.process().isReady()) {
                if (System.nanoTime() > end) {
                    throw new IOException("the service does not become ready:\n" + node.process().said());
                }
                Thread.sleep(50);
            }
        }
    }

    private void tend() {
        try {
            while (true) {
                for (Node node : nodes) {
                    node.tend(arms.get() ? arming : null);
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves no process behind, whatever happens. */
    private void abandon() {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            System.err.println("something may still run: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        tending.interrupt();
        for (Node node : nodes) {
            node.close();
        }
        postgres.close();
    }
}
