package io.cowrite.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The jar taken apart beside itself, with a cache of the classes that a start loads, which the JVM reads only outside of a
 * jar in a jar. Made when asked for, and used for the jar that it was made of; the JVM checks the cache itself.
 */
final class Prepared {

    static final String ARGUMENT = "--prepare";

    /** Of no Java before 25; a cache fits only a JVM that has it set likewise. */
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";

    /**
     * What was learnt is compiled anew after each start, for some seconds of CPU: people go first. All other threads stay at 0, which root's
     * would not. Everybody may take priority from own threads, but the JVM warns whoever is not root that giving some is
     * another matter.
     */
    private static final List<String> COMPILERS_GIVE_WAY = Arrays.asList(
            "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=5", "-XX:JavaPriority8_To_OSPriority=0",
            "-XX:JavaPriority9_To_OSPriority=0", "-XX:JavaPriority10_To_OSPriority=0", "-XX:-PrintWarnings");

    /** Of the values behind the name in {@code /proc/self/stat}. */
    private static final int NICE = 16;

    /** Written last and deleted first, so that what was cut off is never used. */
    private static final String STAMP = "made-of.properties";

    private final File jar;
    private final File directory;

    Prepared(File jar) {
        this.jar = jar;
        this.directory = new File(jar.getPath().replaceAll("\\.jar$", "") + ".prepared");
    }

    boolean fits() {
        Properties stamp = new Properties();
        try (InputStream in = new FileInputStream(new File(directory, STAMP))) {
            stamp.load(in);
        } catch (IOException e) {
            return false;
        }
        return stamp.equals(stamp()) && isOurs();
    }

    /** In a directory where everybody may write, somebody else could have put one there. */
    private boolean isOurs() {
        try {
            UserPrincipal owner = Files.getOwner(directory.toPath());
            return owner.equals(Files.getOwner(jar.toPath())) || owner.getName().equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Options of the JVM with which the service starts fast. */
    List<String> options() {
        List<String> options = new ArrayList<>(Arrays.asList("-XX:AOTCache=" + cache(), COMPACT, "-Xlog:aot*=error"));
        if (isOrdinaryOnLinux()) {
            options.addAll(COMPILERS_GIVE_WAY);
        }
        return options;
    }

    /** Elsewhere the numbers mean something else, or nothing; and whoever gave this process a nice value is to have it. */
    private static boolean isOrdinaryOnLinux() {
        try {
            String stat = new String(Files.readAllBytes(Paths.get("/proc/self/stat")), StandardCharsets.UTF_8);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE].equals("0");
        } catch (IOException e) {
            return false;
        }
    }

    File application() {
        return new File(directory, jar.getName());
    }

    /** Makes it with {@code java}, and returns the status to exit with. */
    int make(File java) throws IOException, InterruptedException {
        delete(directory);
        if (!run(jar.getParentFile(), java, "-Djarmode=tools", "-jar", jar.getPath(), "extract", "--destination",
                directory.getPath())) {
            return failed("take " + jar + " apart");
        }
        File watched = new File(directory, "watched");
        boolean cached = run(directory, java, "-XX:AOTCacheOutput=" + cache(), COMPACT, "-Xlog:aot*=error",
                "-jar", application().getPath(), "--start-only", "--server.port=0", "--cowrite.data-dir=" + watched);
        delete(watched);
        if (!cached || !cache().isFile()) {
            return failed("watch a start");
        }
        try (OutputStream out = new FileOutputStream(new File(directory, STAMP))) {
            stamp().store(out, null);
        }
        System.err.println("Prepared " + directory + ": from now on java -jar " + jar.getName() + " starts faster.");
        return 0;
    }

    private File cache() {
        return new File(directory, "cowrite.aot");
    }

    private Properties stamp() {
        Properties stamp = new Properties();
        stamp.setProperty("bytes", Long.toString(jar.length()));
        stamp.setProperty("modified", Long.toString(jar.lastModified()));
        return stamp;
    }

    private int failed(String what) {
        System.err.println("Cowrite could not " + what + "; it starts as before.");
        return 1;
    }

    /** Nothing of the surroundings counts: the start that is watched must not touch anybody's database. */
    private static boolean run(File where, File java, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.getPath());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(where).inheritIO();
        builder.environment().keySet().removeIf(name -> name.matches(
                "(?i)(SPRING|COWRITE|SERVER|MANAGEMENT|LOGGING)[_.].*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        return builder.start().waitFor() == 0;
    }

    private static void delete(File file) throws IOException {
        File[] inside = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (inside != null) {
            new File(file, STAMP).delete();
            for (File each : inside) {
                delete(each);
            }
        }
        if (!file.delete() && file.exists()) {
            throw new IOException(file + " cannot be deleted");
        }
    }
}
