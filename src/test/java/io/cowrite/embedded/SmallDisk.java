package io.cowrite.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A file system in memory of a size of our own. Only root may mount one; tests that need it are skipped for others. */
public record SmallDisk(Path directory) implements AutoCloseable {

    public static SmallDisk mount(Path parent, int megabytes) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("disk"));
        assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "cowrite-test",
                directory.toString()))
                .as("a file system can be mounted")
                .isTrue();
        return new SmallDisk(directory);
    }

    void remount(String option) throws IOException {
        if (!succeeds("mount", "-o", "remount," + option, directory.toString())) {
            throw new IOException("cannot remount with " + option);
        }
    }

    /** Writes until there is no room for another byte, and returns the file that takes it. */
    public Path fill() throws IOException {
        Path filler = directory.resolve("filler");
        for (int size = 1 << 20; size > 0; size /= 2) {
            try (OutputStream out = Files.newOutputStream(filler, CREATE,
                    APPEND)) {
                while (true) {
                    out.write(new byte[size]);
                }
            } catch (IOException full) {
                // The next try takes less.
            }
        }
        return filler;
    }

    @Override
    public void close() throws IOException {
        if (!succeeds("umount", "--lazy", directory.toString())) {
            throw new IOException("cannot unmount " + directory);
        }
    }

    private static boolean succeeds(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            output.readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
