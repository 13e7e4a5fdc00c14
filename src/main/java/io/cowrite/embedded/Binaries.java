package io.cowrite.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

/** PostgreSQL's programs, unpacked from the class path once for each content of the archive. */
record Binaries(Path directory) {

    private static final String NAME = "binaries-";
    private static final String UNFINISHED = "unpacking-";

    /** Unpacks into {@code dataDirectory} what is not there yet, in a directory beside that is renamed when complete. */
    static Binaries unpacked(Path dataDirectory) throws IOException {
        for (Path abandoned : PrivateFiles.named(dataDirectory, UNFINISHED)) {
            PrivateFiles.deleteTree(abandoned);
        }
        Path wanted = dataDirectory.resolve(NAME + digestOfArchive().substring(0, 12));
        if (!Files.isDirectory(wanted)) {
            Path unfinished = dataDirectory.resolve(UNFINISHED + wanted.getFileName());
            unpack(unfinished);
            PrivateFiles.move(unfinished, wanted);
        }
        for (Path other : PrivateFiles.named(dataDirectory, NAME)) {
            if (!other.equals(wanted)) {
                PrivateFiles.deleteTree(other);
            }
        }
        return new Binaries(wanted);
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static String digestOfArchive() throws IOException {
        try (InputStream archive = archive()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream archive() {
        String system = system(System.getProperty("os.name"));
        String machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
        InputStream archive = Binaries.class.getResourceAsStream("/postgres-" + system + "-" + machine + ".txz");
        if (archive == null) {
            throw new PostgresException("This build of Cowrite brings no PostgreSQL for " + system + " on " + machine
                    + "; build it on such a machine, or name a server of your own in SPRING_DATASOURCE_URL.");
        }
        return archive;
    }

    private static String system(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : name;
    }

    private static void unpack(Path target) throws IOException {
        Files.createDirectory(target);
        try (InputStream archive = archive();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isNeeded(entry.getName())) {
                    unpack(tar, entry, target);
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
