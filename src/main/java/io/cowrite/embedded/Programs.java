package io.cowrite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs as {@code account}, one at a time (the caller's duty). Blocks until they end.
 *
 * @param scratch directory for what they print
 */
record Programs(Binaries binaries, Account account, Path scratch) {

    /** How a program ended. {@code output} is what it printed to both streams. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);

    Result run(String program, String... arguments) {
        return runWithInput("", program, arguments);
    }

    /** Output goes through a file: a server that pg_ctl leaves behind would keep a pipe open. */
    Result runWithInput(String input, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        try {
            // Always the same name, so that a killed run leaves one at most; made anew, since an orphan may still write.
            Path output = scratch.resolve("program.out");
            Files.deleteIfExists(output);
            Files.createFile(output, PrivateFiles.permissions("rw-------"));
            try {
                return run(account.command(command), input, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(List<String> command, String input, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        try {
            if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "no end after " + TIME_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
        return new Result(process.exitValue(), Files.readString(output).strip());
    }
}
