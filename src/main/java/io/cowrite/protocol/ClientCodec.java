package io.cowrite.protocol;

/** Client messages to UTF-8 JSON and back. */
public final class ClientCodec {

    private ClientCodec() {}

    /** @throws MalformedException if {@code frame} is no client message (close with 4400) */
    public static ClientMessage decode(String frame) throws MalformedException {
        throw new UnsupportedOperationException();
    }

    public static byte[] encode(ClientMessage message) {
        throw new UnsupportedOperationException();
    }
}
