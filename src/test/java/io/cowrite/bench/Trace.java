package io.cowrite.bench;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody once typed into an empty document, one patch a keystroke; no character outside the basic plane.
 *
 * @param end the text that the patches lead to
 */
record Trace(List<Patch> patches, String end) {

    /** At {@code position}, removes {@code deleted} units and puts {@code inserted} there. */
    record Patch(int position, int deleted, String inserted) {

        Delta operation() {
            List<Op> ops = new ArrayList<>();
            if (position > 0) {
                ops.add(new Op.Retain(position));
            }
            if (deleted > 0) {
                ops.add(new Op.Delete(deleted));
            }
            if (!inserted.isEmpty()) {
                ops.add(new Op.Insert(inserted));
            }
            return Delta.of(ops);
        }

        /** The same keystroke in a text of {@code length} units, as near to its place as that allows. */
        Patch within(int length) {
            int removed = Math.min(deleted, length);
            return new Patch(Math.min(position, length - removed), removed, inserted);
        }
    }

    /** Reads a gzipped file of the form that docs/BENCHMARKS.md describes. */
    static Trace read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode root = new JsonMapper().readTree(in);
            if (!root.path("startContent").asString("").isEmpty()) {
                throw new IOException("the trace does not start empty");
            }
            List<Patch> patches = new ArrayList<>();
            for (JsonNode transaction : root.get("txns")) {
                for (JsonNode patch : transaction.get("patches")) {
                    patches.add(new Patch(patch.get(0).asInt(), patch.get(1).asInt(), patch.get(2).asString()));
                }
            }
            return new Trace(List.copyOf(patches), root.get("endContent").asString());
        }
    }

    /** The first {@code count} keystrokes. */
    Trace first(int count) {
        return count >= patches.size() ? this : of(patches.subList(0, count));
    }

    static Trace of(List<Patch> patches) {
        StringBuilder text = new StringBuilder();
        for (Patch patch : patches) {
            text.replace(patch.position(), patch.position() + patch.deleted(), patch.inserted());
        }
        return new Trace(List.copyOf(patches), text.toString());
    }
}
