package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** As whom PostgreSQL's programs run: they refuse to run as root. */
sealed interface Account {

    /** The command that runs {@code command} as this account. */
    List<String> command(List<String> command);

    /** Gives {@code top}, with all below it, to this account. Does nothing if {@code top} is its own already. */
    void own(Path top) throws IOException;

    /** Makes {@code directory}, which stays its owner's, one that this account can reach. */
    void open(Path directory) throws IOException;

    /** Whoever runs the JVM. */
    record Own() implements Account {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path top) {}

        @Override
        public void open(Path directory) {}
    }

    /** Root in a user namespace without names: there it is nobody, and its files are still its own. */
    record Namespace() implements Account {
        private static final List<String> PREFIX = List.of("unshare", "-U", "--");

        @Override
        public List<String> command(List<String> command) {
            return joined(PREFIX, command);
        }

        @Override
        public void own(Path top) throws IOException {
            chown(top, 0, 0);
        }

        @Override
        public void open(Path directory) {}
    }

    /** Another user, for root where user namespaces are forbidden. */
    record Other(int uid, int gid) implements Account {

        static final Other NOBODY = new Other(65534, 65534);

        @Override
        public List<String> command(List<String> command) {
            return joined(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"), command);
        }

        @Override
        public void own(Path top) throws IOException {
            chown(top, uid, gid);
        }

        @Override
        public void open(Path directory) throws IOException {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(directory, permissions);
            }
            if (!succeeds(command(List.of("test", "-x", directory.toString())))) {
                throw new PostgresException("PostgreSQL does not run as root, and user " + uid
                        + ", as whom Cowrite would run it, cannot reach " + directory + " (rights "
                        + PosixFilePermissions.toString(permissions)
                        + ") through its parent directories; choose another place with COWRITE_DATA_DIR, or start"
                        + " Cowrite as an ordinary user.");
            }
        }
    }

    /** The first way that this machine permits. */
    static Account choose() {
        if (!isRoot()) {
            return new Own();
        }
        List<String> probe = List.of("sh", "-c", "test \"$(id -u)\" != 0");
        for (Account account : List.of(new Namespace(), Other.NOBODY)) {
            if (succeeds(account.command(probe))) {
                return account;
            }
        }
        throw new PostgresException("PostgreSQL does not run as root, and neither unshare nor setpriv (of util-linux)"
                + " can run it as somebody else here; start Cowrite as an ordinary user.");
    }

    private static boolean isRoot() {
        try {
            return PrivateFiles.POSIX
                    && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc: not Linux.
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static List<String> joined(List<String> prefix, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return List.copyOf(whole);
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // The program is not installed.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void chown(Path top, int uid, int gid) throws IOException {
        if (Integer.valueOf(uid).equals(Files.getAttribute(top, "unix:uid"))) {
            return;
        }
        List<Path> deepestFirst;
        try (var paths = Files.walk(top)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        // The top comes last: it tells that all below is done.
        for (Path path : deepestFirst) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
