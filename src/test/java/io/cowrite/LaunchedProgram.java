package io.cowrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says that it runs, and writes to a file when it is stopped in order. */
final class LaunchedProgram {

    static final String RUNS = "it runs";
    static final String STOPPED = "stopped in order";

    private LaunchedProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        LauncherWatch.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.writeString(Path.of(arguments[0]), STOPPED);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        System.out.println(RUNS);
        Thread.currentThread().join();
    }
}
