package io.cowrite.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Real sockets, by the JDK's WebSocket. */
final class WebSocketTransport implements Transport {

    private static final String SUBPROTOCOL = "cowrite.v1";
    private static final int FRAMES_WAITING_MAX = 1_000;

    private final HttpClient http;
    private final URI address;
    private final Supplier<Map<String, String>> headers;

    /** {@code headers} is asked at each connection: cookies may have changed. */
    WebSocketTransport(HttpClient http, URI address, Supplier<Map<String, String>> headers) {
        this.http = http;
        this.address = address;
        this.headers = headers;
    }

    @Override
    public Channel connect(Handler handler) {
        Socket socket = new Socket(handler);
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(SUBPROTOCOL);
        headers.get().forEach(builder::header);
        var _ = builder.buildAsync(address, socket).whenComplete((opened, failure) -> {
            if (failure != null) {
                socket.cannotConnect(failure);
            }
        });
        return socket;
    }

    /** Sends wait for each other: the JDK takes one at a time. */
    private static final class Socket implements Channel, WebSocket.Listener {

        private final Handler handler;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicInteger waiting = new AtomicInteger();
        private final StringBuilder frame = new StringBuilder();
        private final CompletableFuture<WebSocket> open = new CompletableFuture<>();
        private CompletableFuture<WebSocket> sent = open;

        Socket(Handler handler) {
            this.handler = handler;
        }

        void cannotConnect(Throwable failure) {
            open.completeExceptionally(failure);
            fail("cannot connect" + why(failure));
        }

        private static String why(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof WebSocketHandshakeException refused) {
                return ": status " + refused.getResponse().statusCode();
            }
            return cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        }

        @Override
        public synchronized void send(String text) {
            if (waiting.incrementAndGet() > FRAMES_WAITING_MAX) {
                fail("too much to send");
                return;
            }
            sent = sent.thenCompose(socket -> socket.sendText(text, true)).whenComplete((socket, failure) -> {
                waiting.decrementAndGet();
                if (failure != null) {
                    fail("cannot send");
                }
            });
        }

        @Override
        public synchronized void close() {
            sent = sent.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .whenComplete((socket, failure) -> abort());
        }

        @Override
        public void abort() {
            var _ = open.thenAccept(WebSocket::abort);
        }

        @Override
        public void onOpen(WebSocket socket) {
            open.complete(socket);
            handler.opened();
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                String text = frame.toString();
                frame.setLength(0);
                handler.received(text);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed(1006, "broken off");
        }

        /** On a thread of its own: the failure may show within a call from the handler's side. */
        private void fail(String reason) {
            Thread.startVirtualThread(() -> closed(1006, reason));
        }

        private void closed(int code, String reason) {
            if (closed.compareAndSet(false, true)) {
                handler.closed(code, reason);
            }
        }
    }
}
