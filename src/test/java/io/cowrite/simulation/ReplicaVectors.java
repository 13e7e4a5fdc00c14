package io.cowrite.simulation;

import io.cowrite.client.ReplicaRecording;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Chooses, of what happened to replicas of plain text, the shortest that show each kind of thing often. */
public final class ReplicaVectors {

    /** What is looked for in a step's JSON. */
    private static final List<String> KINDS = List.of("\"join\"", "\"restart\"", "\"resumed\":true",
            "\"ended\"",
            "\"refused\"", "\"type\\\":\\\"catchup", "\"role\":\"viewer\"", "\"offers\":[{", "\"sends\"", "\"lost\"");

    private static final int OFTEN = 15;

    private final List<Vector> all = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private record Vector(String json, Map<String, Integer> kinds) {}

    /** Records sessions of {@code count} seeds from {@code first} on. */
    public void record(long first, long count) {
        Campaign.beQuiet();
        for (long seed = first; seed < first + count; seed++) {
            Scenario scenario = Scenario.of(seed);
            if (scenario.type() != DocumentType.TEXT) {
                continue;
            }
            List<ReplicaRecording> people = new ArrayList<>();
            if (Session.record(scenario, people).failure() != null) {
                throw new IllegalStateException("seed " + seed + " fails");
            }
            for (int person = 0; person < people.size(); person++) {
                all.add(vector(seed, person, scenario.settings().limits(), people.get(person).steps()));
            }
        }
    }

    private static Vector vector(long seed, int person, Limits limits, List<ObjectNode> steps) {
        String json = "{\"seed\":%d,\"person\":%d,\"operationBytes\":%d,\"operationComponents\":%d,\"steps\":[\n%s]}"
                .formatted(seed, person, limits.operationBytes(), limits.operationComponents(),
                        steps.stream().map(Object::toString).collect(Collectors.joining(",\n")));
        return new Vector(json,
                KINDS.stream().collect(Collectors.toMap(kind -> kind, kind -> occurrences(json, kind))));
    }

    /** What a further unit of {@code vector} shows that was not seen often. */
    private double gain(Vector vector) {
        int gain = 0;
        for (Map.Entry<String, Integer> kind : vector.kinds().entrySet()) {
            int missing = Math.max(0, OFTEN - seen.getOrDefault(kind.getKey(), 0));
            gain += 100 * Math.min(missing, kind.getValue()) / OFTEN;
        }
        return (double) gain / vector.json().length();
    }

    private static int occurrences(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    /** Writes at most {@code bytesMax}; gives how often each kind comes. */
    public Map<String, Integer> write(Path file, int bytesMax) throws IOException {
        List<String> chosen = new ArrayList<>();
        int bytes = 0;
        while (!all.isEmpty()) {
            Vector best = Collections.max(all, Comparator.comparingDouble(this::gain));
            int length = best.json().getBytes(StandardCharsets.UTF_8).length;
            all.remove(best);
            if (gain(best) > 0 && bytes + length < bytesMax) {
                bytes += length;
                chosen.add(best.json());
                best.kinds().forEach((kind, times) -> seen.merge(kind, times, Integer::sum));
            }
        }
        Files.writeString(file, "[" + String.join(",\n", chosen) + "]\n");
        return seen;
    }
}
