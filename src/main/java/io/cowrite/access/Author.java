package io.cowrite.access;

/** A user as known to the service: {@code color} is {@code #rrggbb}. */
public record Author(String id, String name, String color) {}
