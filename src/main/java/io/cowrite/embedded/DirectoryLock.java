package io.cowrite.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/** The right of this JVM alone to use a data directory; the operating system takes it back when the process dies. */
final class DirectoryLock implements AutoCloseable {

    static final String NAME = "lock";

    /**
     * Directories locked by this JVM. POSIX drops a process's locks on a file as soon as it closes any descriptor of
     * it, so a second attempt within the JVM must not even open the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock without waiting.
     *
     * @throws PostgresException if another process, or this one, has it; the message names the holder
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw inUse(real, "this process (" + ProcessHandle.current().pid() + ")");
        }
        @Nullable
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(
                    real.resolve(NAME), Set.of(CREATE, READ, WRITE), PrivateFiles.permissions("rw-------"));
            lock(real, channel);
            taken = true;
            return new DirectoryLock(real, channel);
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(real);
            }
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        // Far behind the text, which so stays readable where locks bar reading.
        @Nullable
        FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        if (lock == null) {
            throw inUse(directory, Files.readString(directory.resolve(NAME)).strip());
        }
        signIn(channel);
    }

    private static void signIn(FileChannel channel) throws IOException {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        String holder = "process " + ProcessHandle.current().pid() + ", started "
                + started.truncatedTo(ChronoUnit.SECONDS) + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
    }

    private static PostgresException inUse(Path directory, String holder) {
        return new PostgresException("The data directory " + directory + " is in use by "
                + (holder.isEmpty() ? "another process" : holder)
                + "; stop that one first, or choose another directory with COWRITE_DATA_DIR.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
