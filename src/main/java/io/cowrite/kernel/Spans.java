package io.cowrite.kernel;

/** Is shown content from left to right, in spans of one format each; neighbours may be of the same format. */
@FunctionalInterface
interface Spans {

    /** Units {@code from} (inclusive) to {@code to} (exclusive) of {@code text}; an embed is one unit and one span. */
    void span(String text, int from, int to, Format format);
}
