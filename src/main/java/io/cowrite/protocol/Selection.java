package io.cowrite.protocol;

/** A caret or selection; UTF-16 code units from the start of the content, 0 or more. */
public record Selection(int anchor, int head) {}
