package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

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
            try (InputStream archive = archive()) {
                Unpacking.unpack(archive, unfinished);
            }
            CrashPoint.BINARIES_UNPACKED.reach();
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
}
