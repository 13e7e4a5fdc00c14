package io.cowrite.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as its client made it, by what a proxy says in {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private static final Pattern HOST = Pattern
            .compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9.-]{1,255})(?::([0-9]{1,5}))?");
    private static final String HOST_HEADER = "Host";

    private final String client;
    private final String scheme;
    private final @Nullable String host;

    private ForwardedRequest(HttpServletRequest request, String client, String scheme, @Nullable String host) {
        super(request);
        this.client = client;
        this.scheme = scheme;
        this.host = host;
    }

    /** {@code request} is from one of {@code proxies}. */
    static ForwardedRequest of(HttpServletRequest request, Proxies proxies) {
        String client = proxies.client(request.getRemoteAddr(), values(request, "X-Forwarded-For"));
        List<String> hosts = values(request, "X-Forwarded-Host");
        boolean understood = !hosts.isEmpty() && HOST.matcher(hosts.getLast()).matches();
        String host = understood ? hosts.getLast() : request.getHeader(HOST_HEADER);
        return new ForwardedRequest(request, client, scheme(request), host);
    }

    /** What the nearest proxy says; what it passed on of others stands before. */
    private static String scheme(HttpServletRequest request) {
        List<String> schemes = values(request, "X-Forwarded-Proto");
        return switch (schemes.isEmpty() ? "" : schemes.getLast().toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> request.getScheme();
        };
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(HOST_HEADER) ? host : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(HOST_HEADER) && host != null
                ? Collections.enumeration(List.of(host))
                : super.getHeaders(name);
    }

    @Override
    public String getServerName() {
        var matcher = HOST.matcher(host == null ? "" : host);
        return matcher.matches() ? matcher.group(1) : super.getServerName();
    }

    @Override
    public int getServerPort() {
        var matcher = HOST.matcher(host == null ? "" : host);
        if (!matcher.matches()) {
            return super.getServerPort();
        }
        return matcher.group(2) == null ? isSecure() ? 443 : 80 : Integer.parseInt(matcher.group(2));
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(scheme + "://" + (host == null ? getServerName() : host) + getRequestURI());
    }
}
