package io.cowrite.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** Cookies of new guests: a user may have only so many sockets. */
final class Guests {

    private Guests() {}

    static List<String> some(URI service, int count) throws IOException, InterruptedException {
        List<String> cookies = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                cookies.add(PlainSocket.guest(http, service));
            }
        }
        return cookies;
    }
}
