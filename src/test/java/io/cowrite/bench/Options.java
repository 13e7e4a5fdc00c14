package io.cowrite.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The arguments of a benchmark: {@code name=value} each. */
record Options(Map<String, String> values) {

    static Options of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form name=value: " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Options(Map.copyOf(values));
    }

    /** The same with {@code value}, unless there is one. */
    Options or(String name, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.putIfAbsent(name, value);
        return new Options(Map.copyOf(all));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    Path path(String name) {
        return Path.of(text(name).orElseThrow(() -> new IllegalArgumentException(name + "=<path> is needed")));
    }
}
