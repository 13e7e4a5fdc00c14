package io.cowrite.protocol;

/**
 * The limits that a client must know; sent in {@code welcome}.
 *
 * @param operationBytes largest operation, bytes of its JSON; larger closes with 4413
 * @param operationComponents most components of an operation; more is refused {@code too_large}
 * @param documentUnits largest document, UTF-16 code units; beyond is refused {@code document_full}
 * @param submissionsPerSecond of one replica, on average
 */
public record Limits(int operationBytes, int operationComponents, int documentUnits, int submissionsPerSecond) {

    public static final Limits DEFAULTS = new Limits(60 * 1024, 4_000, 2_000_000, 200);
}
