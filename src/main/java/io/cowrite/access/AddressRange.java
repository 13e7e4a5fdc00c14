package io.cowrite.access;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses with the first {@code bits} of {@code network}, as CIDR writes them. */
record AddressRange(InetAddress network, int bits) {

    private static final Pattern CIDR = Pattern
            .compile("([0-9]+(?:\\.[0-9]+){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)(?:/([0-9]{1,3}))?");

    /** @throws IllegalArgumentException unless {@code text} is an address, or an address, a slash and how many bits count */
    static AddressRange of(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither an address nor a range such as 10.0.0.0/8");
        }
        InetAddress network = InetAddress.ofLiteral(matcher.group(1));
        int all = network.getAddress().length * Byte.SIZE;
        int bits = matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2));
        if (bits > all) {
            throw new IllegalArgumentException("'" + text + "' has more than " + all + " bits");
        }
        return new AddressRange(network, bits);
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
