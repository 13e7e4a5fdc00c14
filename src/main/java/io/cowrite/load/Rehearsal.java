package io.cowrite.load;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * People who type in a service for a while, many in many documents and then a few in two, so that whoever watches it has seen what
 * people do.
 */
public final class Rehearsal {

    /** Arguments of load tests. The first decides how the first minute of a busy service runs. */
    static final List<List<String>> SCENES = List.of(
            List.of("--people=200", "--documents=100", "--rate=10", "--seconds=12"),
            List.of("--people=24", "--documents=2", "--rate=40", "--cursors=2", "--seconds=5"));

    private Rehearsal() {}

    /**
     * Plays all scenes. Of one that did not go well {@code err} is told what it said, of others nothing.
     *
     * @param scratch a directory for what nobody will read
     * @return whether all went well
     */
    public static boolean play(URI service, Path scratch, PrintStream err) {
        boolean good = true;
        for (List<String> scene : SCENES) {
            good &= play(arguments(service, scratch, scene), err);
        }
        return good;
    }

    private static boolean play(String[] arguments, PrintStream err) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, false, StandardCharsets.UTF_8);
        boolean good = new LoadTest(out, out, new MachineTicks(), Clock.systemUTC()).start(arguments) == LoadTest.GOOD;
        if (!good) {
            err.println(told.toString(StandardCharsets.UTF_8));
        }
        return good;
    }

    static String[] arguments(URI service, Path scratch, List<String> scene) {
        Stream<String> common = Stream.of(Arguments.COMMAND + "=" + service, "--ramp=1", "--warm-up=1",
                "--out=" + scratch.resolve("rehearsal"));
        return Stream.concat(common, scene.stream()).toArray(String[]::new);
    }
}
