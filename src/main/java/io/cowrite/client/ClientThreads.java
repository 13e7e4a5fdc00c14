package io.cowrite.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/** What does the work of clients: one HTTP client, for calls and sockets, and one timer. Many clients may share it. */
public final class ClientThreads implements AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(20);

    private final HttpClient http;
    private final SystemTimer timer = new SystemTimer();

    private ClientThreads(HttpClient http) {
        this.http = http;
    }

    static ClientThreads ofOne() {
        return new ClientThreads(HttpClient.newHttpClient());
    }

    /** Two platform threads, however many clients; what sockets bring is handled on virtual ones. */
    public static ClientThreads ofMany() {
        return new ClientThreads(HttpClient.newBuilder()
                .connectTimeout(CONNECT_MAX)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build());
    }

    HttpClient http() {
        return http;
    }

    SystemTimer timer() {
        return timer;
    }

    /** Breaks off what is under way; close connections before. */
    @Override
    public void close() {
        timer.close();
        http.shutdownNow();
    }
}
