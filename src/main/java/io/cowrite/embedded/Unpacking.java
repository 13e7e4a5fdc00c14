package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Unpacks a tar compressed with xz. Apart from {@link Binaries}, so that the libraries for it are loaded at a first start
 * only: those of later starts may come out of a class data archive, where a sealed package like xz's cannot be.
 */
final class Unpacking {

    private Unpacking() {}

    /** @param target a directory that does not exist yet */
    static void unpack(InputStream archive, Path target) throws IOException {
        Files.createDirectory(target);
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isNeeded(entry.getName())) {
                    unpack(tar, entry, target);
                    CrashPoint.BINARIES_HALF_UNPACKED.reach();
                }
            }
        }
        PrivateFiles.forceDirectory(target);
    }

    /** Leaves out what serves to build against PostgreSQL. */
    private static boolean isNeeded(String name) {
        return !(name.endsWith(".a") || name.contains("/pgxs/") || name.contains("/pkgconfig/")
                || name.startsWith("include/"));
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        try (FileChannel file = FileChannel.open(path, Set.of(CREATE_NEW, WRITE))) {
            tar.transferTo(Channels.newOutputStream(file));
            file.force(true);
        }
        if (PrivateFiles.POSIX) {
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
