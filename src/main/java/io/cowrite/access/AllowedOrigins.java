package io.cowrite.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket with a visitor's cookie. Immutable.
 *
 * <p>Either one of a list; or, if that is empty, a page of this very service, provided that it is addressed by a
 * loopback name or an IP address: any other Host could be a name that an attacker points here.
 */
public final class AllowedOrigins {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]{1,255}");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern IPV4 = Pattern
            .compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]{2,45})]");

    private final Set<String> listed;

    /** @throws IllegalArgumentException unless each is {@code scheme://host} or {@code scheme://host:port}, lower case */
    public AllowedOrigins(List<String> listed) {
        for (String origin : listed) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("cowrite.origins: '" + origin
                        + "' is not an origin, such as https://docs.example.org (lower case, no path)");
            }
        }
        this.listed = Set.copyOf(listed);
    }

    /**
     * Whether a handshake may go on.
     *
     * @param originHeaders values of all Origin headers. None: no browser sent it, which is believed only if it has no
     *     cookie either
     * @param hasCookie whether it carries a cookie of ours
     * @param scheme of the request, {@code http} or {@code https}
     * @param host value of the Host header
     */
    public boolean allow(List<String> originHeaders, boolean hasCookie, String scheme, @Nullable String host) {
        if (originHeaders.isEmpty()) {
            return !hasCookie;
        }
        if (originHeaders.size() > 1) {
            return false;
        }
        String origin = originHeaders.getFirst();
        return listed.isEmpty() ? isOwn(origin, scheme, host) : listed.contains(origin);
    }

    private static boolean isOwn(String origin, String scheme, @Nullable String host) {
        if (host == null) {
            return false;
        }
        // The colon of a port comes after the bracket of an IPv6 address.
        int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
        String name = colon < 0 ? host : host.substring(0, colon);
        String port = colon < 0 ? "" : host.substring(colon + 1);
        if (colon >= 0 && !PORT.matcher(port).matches()) {
            return false;
        }
        boolean usualPort = port.isEmpty() || port.equals(scheme.equals("https") ? "443" : "80");
        return isLoopbackNameOrAddress(name)
                && origin.equals(scheme + "://" + name + (usualPort ? "" : ":" + port));
    }

    private static boolean isLoopbackNameOrAddress(String name) {
        return name.equals("localhost") || IPV4.matcher(name).matches() || isIpv6(name);
    }

    private static boolean isIpv6(String name) {
        var matcher = IPV6.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(matcher.group(1));
            return matcher.group(1).indexOf(':') >= 0;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
