package io.cowrite.bench;

/**
 * How long the built jar takes from the start of its JVM until {@code /readyz} says that it is up: on an empty data
 * directory, then on what is there.
 *
 * <p>Arguments: {@code jar=<built jar>}, {@code runs=3}, {@code later=2} starts after each first, {@code jvm=<option>}.
 */
final class StartTimes {

    private StartTimes() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        for (int run = 1; run <= options.number("runs", 3); run++) {
            long start = System.nanoTime();
            try (RunningService service = RunningService.start(options)) {
                say("first", start, service);
                for (int later = 0; later < options.number("later", 2); later++) {
                    service.stop();
                    start = System.nanoTime();
                    service.startAgain();
                    say("later", start, service);
                }
            }
        }
    }

    private static void say(String which, long start, RunningService service) {
        Figures.say("%s start: %.1f s; CPU of the JVM %.1f s; %s", which, (System.nanoTime() - start) / 1e9,
                service.cpuTime().toMillis() / 1e3, Figures.load());
    }
}
