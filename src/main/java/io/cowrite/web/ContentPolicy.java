package io.cowrite.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The Content-Security-Policy of every answer. The page alone gets a nonce, with which its editor may add style sheets;
 * scripts come from files of the service only, and reach the DOM as text.
 */
public final class ContentPolicy {

    private static final String NONCE = ContentPolicy.class.getName() + ".nonce";

    private ContentPolicy() {}

    public static String of(HttpServletRequest request) {
        Object nonce = request.getAttribute(NONCE);
        return "default-src 'none'; script-src 'self'; style-src 'self'"
                + (nonce == null ? "" : " 'nonce-" + nonce + "'")
                + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types svelte-trusted-html cowrite-worker";
    }

    static void allowStyles(HttpServletRequest request, String nonce) {
        request.setAttribute(NONCE, nonce);
    }
}
