package io.cowrite.access;

/** An author goes by another name or colour now; told after it is written down. */
public record AuthorChanged(Author author) {}
