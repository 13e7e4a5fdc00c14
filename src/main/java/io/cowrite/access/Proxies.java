package io.cowrite.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The proxies before this service, who are believed when they say whom they speak for. Immutable. */
final class Proxies {

    private final List<AddressRange> ranges;

    /** @throws IllegalArgumentException unless each is an address or a range */
    Proxies(List<String> listed) {
        try {
            ranges = listed.stream().map(String::strip).map(AddressRange::of).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cowrite.proxies: " + e.getMessage(), e);
        }
    }

    /** Whether {@code address}, in the form of a servlet's, is one of them. What is no address is none. */
    boolean include(String address) {
        return parsed(address)
                .filter(known -> ranges.stream().anyMatch(range -> range.contains(known)))
                .isPresent();
    }

    /**
     * The nearest address on the way that is none of the proxies. What a client wrote in front of it is not looked at.
     *
     * @param peer who has connected
     * @param forwarded addresses on the way to it, the farthest first
     */
    String client(String peer, List<String> forwarded) {
        String nearest = peer;
        for (String next : forwarded.reversed()) {
            if (!include(nearest) || parsed(next).isEmpty()) {
                return nearest;
            }
            nearest = next;
        }
        return nearest;
    }

    private static Optional<InetAddress> parsed(String address) {
        try {
            boolean bracketed = address.startsWith("[") && address.endsWith("]");
            return Optional.of(InetAddress.ofLiteral(
                    bracketed ? address.substring(1, address.length() - 1) : address));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
