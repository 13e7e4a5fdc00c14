package io.cowrite.nemesis;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A document's log, chained and applied as naively as can be. */
final class Fold {

    private final Chain chain;
    private final Consumer<String> complaints;
    private final StringBuilder text = new StringBuilder();
    private long version = -1;

    Fold(UUID documentId, Consumer<String> complaints) {
        this.chain = Chain.of(documentId);
        this.complaints = complaints;
    }

    long version() {
        return version;
    }

    /** Of the hash at {@link #version}. */
    long prefix() {
        return chain.prefix();
    }

    String text() {
        return text.toString();
    }

    /** The next row; {@code entries} hears of each entry when it has been applied. */
    void row(long first, long last, byte[] hash, byte[] stored, Consumer<EntryReader.Line> entries) {
        if (first != version + 1) {
            complaints.accept("I3 row " + first + " follows version " + version);
        }
        if (stored.length == 0 || stored[0] != 0) {
            complaints.accept("I3 row " + first + " is not plain");
            return;
        }
        if (first == 0) {
            version = 0;
        } else {
            EntryReader.read(stored, 1, line -> {
                version++;
                chain.add(stored, line.from(), line.end() - line.from());
                apply(line.operation());
                entries.accept(line);
            });
        }
        if (version != last) {
            complaints.accept("I3 row " + first + " ends at " + version + ", not at " + last);
            version = last;
        }
        if (!Arrays.equals(hash, chain.hash())) {
            complaints.accept("I3 the hash of row " + first + " does not chain");
        }
    }

    private void apply(JsonNode operation) {
        int at = 0;
        for (JsonNode component : operation) {
            if (component.has("retain")) {
                at += component.get("retain").asInt();
            } else if (component.has("insert")) {
                String inserted = component.get("insert").asString();
                text.insert(Math.min(at, text.length()), inserted);
                at += inserted.length();
            } else {
                int end = at + component.get("delete").asInt();
                if (end > text.length()) {
                    complaints.accept("I4 version " + version + " reaches past the end");
                }
                text.delete(Math.min(at, text.length()), Math.min(end, text.length()));
            }
        }
        if (at > text.length()) {
            complaints.accept("I4 version " + version + " reaches past the end");
        }
    }
}
