package io.cowrite.nemesis;

import java.net.URI;
import java.util.List;

/** Tells writers where services are and what they may do. Any thread. */
final class Gate {

    private final List<URI> addresses;
    private volatile boolean open = true;
    private volatile boolean mayWrite = true;
    private volatile boolean gathered;

    Gate(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    URI address(int home) {
        return gathered ? addresses.getFirst() : addresses.get(home % addresses.size());
    }

    /** Where to try after {@code home} has failed. */
    int next(int home) {
        return (home + 1) % addresses.size();
    }

    boolean isOpen() {
        return open;
    }

    boolean mayWrite() {
        return open && mayWrite;
    }

    /** Nobody begins anything new. */
    void stopWriting() {
        mayWrite = false;
    }

    /** From the next connection on everybody is at the first service. */
    void gather() {
        gathered = true;
    }

    /** Everybody ends. */
    void close() {
        open = false;
    }
}
