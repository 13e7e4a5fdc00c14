package io.cowrite.load;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the command line. */
final class Arguments {

    static final String COMMAND = "--load-test";
    static final String HELP = "--help";

    static final String USAGE = """
            Usage: java -jar cowrite.jar --load-test=ADDRESS [OPTION]…

            People type in new documents of the service at ADDRESS, such as http://localhost:8080; in the end all copies
            are compared. Needs no database. Ends with 0 if all is well, 1 if copies differ or edits are lost, 2 if the
            test cannot be done.

              --people=10      people in all, each a guest of its own
              --documents=1    documents that they are spread over
              --rate=2         edits a second of each person, such as 0.15
              --cursors=0.5    moves of the cursor a second of each person
              --ramp=5         seconds in which people arrive
              --warm-up=5      seconds of typing that are not measured
              --seconds=30     seconds that are measured
              --settle=30      most seconds after the last edit until everybody has everything
              --out=load       writes load.json and load.svg, over what is there
              --origin=ORIGIN  of a page that the service lets in; without it ADDRESS itself
              --keep           does not move the documents to the trash
            """;

    private static final Set<String> FLAGS = Set.of("--keep");
    private static final List<String> VALUES = List.of(COMMAND, "--people", "--documents", "--rate", "--cursors",
            "--ramp", "--warm-up", "--seconds", "--settle", "--out", "--origin");
    private static final int PEOPLE_MAX = 100_000;
    private static final int SECONDS_MAX = 86_400;
    private static final int RATE_MAX = 1_000;

    private final Map<String, String> given = new LinkedHashMap<>();

    private Arguments(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            boolean fits = equals < 0 ? FLAGS.contains(name) : VALUES.contains(name);
            if (!fits) {
                throw new UsageException(VALUES.contains(name)
                        ? name + " needs a value, as in " + name + "=…"
                        : "The load test knows no '" + argument + "'.");
            }
            if (given.put(name, argument.substring(equals + 1)) != null) {
                throw new UsageException(name + " is given twice.");
            }
        }
    }

    static boolean ask(String... arguments) {
        return Arrays.stream(arguments).anyMatch(
                argument -> argument.equals(COMMAND) || argument.startsWith(COMMAND + "="));
    }

    /** @throws UsageException if they say nothing that can be done */
    static Settings read(String... arguments) {
        try {
            return new Arguments(arguments).settings();
        } catch (UsageException e) {
            throw new UsageException(e.getMessage() + " (--load-test --help tells more.)", e);
        }
    }

    private Settings settings() {
        URI address = address(given.getOrDefault(COMMAND, ""));
        int people = whole("--people", 10, 1, PEOPLE_MAX);
        int documents = whole("--documents", 1, 1, PEOPLE_MAX);
        if (documents > people) {
            throw new UsageException("There are fewer people (" + people + ") than documents (" + documents + ").");
        }
        double rate = number("--rate", 2);
        if (rate == 0) {
            throw new UsageException("--rate must be above 0.");
        }
        String origin = given.getOrDefault("--origin", address.toString());
        return new Settings(address, origin, people, documents, rate, number("--cursors", 0.5),
                whole("--ramp", 5, 0, SECONDS_MAX), whole("--warm-up", 5, 0, SECONDS_MAX),
                whole("--seconds", 30, 1, SECONDS_MAX), whole("--settle", 30, 1, SECONDS_MAX),
                given.getOrDefault("--out", "load"), given.containsKey("--keep"));
    }

    private static URI address(String text) {
        URI given = parsed(text);
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || given.getHost() == null || given.getRawUserInfo() != null || given.getRawQuery() != null) {
            throw new UsageException("'" + text + "' is no address such as http://localhost:8080.");
        }
        if (!given.getRawPath().isEmpty() && !given.getRawPath().equals("/")) {
            throw new UsageException("'" + text + "' has a path; Cowrite is served at the root of its address.");
        }
        return URI.create(scheme + "://" + given.getRawAuthority().toLowerCase(Locale.ROOT));
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + text + "' is no address such as http://localhost:8080.");
        }
    }

    private int whole(String name, int usual, int min, int max) {
        String text = given.getOrDefault(name, Integer.toString(usual));
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException(name + " must be a whole number from " + min + " to " + max + ", not '" + text + "'.");
    }

    private double number(String name, double usual) {
        String text = given.getOrDefault(name, Double.toString(usual));
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= RATE_MAX) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException(name + " must be a number from 0 to " + RATE_MAX + ", not '" + text + "'.");
    }
}
