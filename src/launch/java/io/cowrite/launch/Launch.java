package io.cowrite.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Where {@code java -jar} begins, on Java 8 too: runs the service, and where this Java is too old has a newer one run it
 * that is on the machine, or says what to install. Where the jar was {@link Prepared} it runs that. That Java is a process
 * of its own: it gets this one's options, streams and signals, and stops by itself when this one is gone.
 */
public final class Launch {

    private static final int NEEDED = 25;
    private static final String SERVICE = "org.springframework.boot.loader.launch.JarLauncher";

    private Launch() {}

    public static void main(String[] arguments) throws Exception {
        int version = version(System.getProperty("java.specification.version"));
        File java = version >= NEEDED ? program(new File(System.getProperty("java.home"))) : newer(version);
        Prepared prepared = new Prepared(jar());
        if (Arrays.asList(arguments).contains(Prepared.ARGUMENT)) {
            System.exit(prepared.make(java));
        }
        // Options may be for one process alone, such as a port to debug by, or ask for all memory: none is given twice.
        boolean fast = ManagementFactory.getRuntimeMXBean().getInputArguments().isEmpty() && prepared.fits();
        if (version >= NEEDED && !fast) {
            Class.forName(SERVICE).getMethod("main", String[].class).invoke(null, (Object) arguments);
            return;
        }
        System.exit(run(java, fast ? prepared.options() : ManagementFactory.getRuntimeMXBean().getInputArguments(),
                fast ? prepared.application() : jar(), arguments));
    }

    private static File newer(int version) {
        String here = "this is Java " + version + " in " + System.getProperty("java.home");
        File newer = newest(System.getenv("JAVA_HOME"), System.getProperty("user.home"));
        if (newer == null) {
            System.err.println("Cowrite needs Java " + NEEDED + " or newer; " + here
                    + ". Install a JDK " + NEEDED + ", or name one in JAVA_HOME.");
            System.exit(1);
        }
        System.err.println("Cowrite needs Java " + NEEDED + " or newer; " + here + ". Going on with " + newer);
        return newer;
    }

    private static File jar() throws Exception {
        return new File(Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static File program(File home) {
        return new File(home, File.separatorChar == '\\' ? "bin/java.exe" : "bin/java");
    }

    private static int run(File java, List<String> options, File jar, String[] arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(java.getPath());
        command.addAll(options);
        command.add("-Dcowrite.launcher=" + ManagementFactory.getRuntimeMXBean().getName().split("@", -1)[0]);
        command.add("-jar");
        command.add(jar.getPath());
        command.addAll(Arrays.asList(arguments));
        final Process service = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.destroy();
            try {
                service.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return service.waitFor();
    }

    /** The program of the newest Java that is new enough; null if there is none. */
    private static File newest(String javaHome, String userHome) {
        List<File> homes = new ArrayList<>();
        if (javaHome != null) {
            homes.add(new File(javaHome));
        }
        for (String parent : Arrays.asList("/usr/lib/jvm", "/usr/java", "/opt", "/opt/java", userHome + "/.jdks",
                userHome + "/.sdkman/candidates/java", "/Library/Java/JavaVirtualMachines",
                "C:\\Program Files\\Java", "C:\\Program Files\\Eclipse Adoptium")) {
            File[] found = new File(parent).listFiles();
            for (File home : found == null ? new File[0] : found) {
                homes.add(home);
                homes.add(new File(home, "Contents/Home"));
            }
        }
        File newest = null;
        int newestVersion = NEEDED - 1;
        for (File home : homes) {
            File java = program(home);
            int version = java.canExecute() ? version(home) : 0;
            if (version > newestVersion) {
                newest = java;
                newestVersion = version;
            }
        }
        return newest;
    }

    /** By the file that every JDK has; 0 if it has none. */
    private static int version(File home) {
        Properties release = new Properties();
        try (InputStream in = new FileInputStream(new File(home, "release"))) {
            release.load(in);
        } catch (IOException e) {
            return 0;
        }
        return version(release.getProperty("JAVA_VERSION", "").replace("\"", ""));
    }

    /** 8 of {@code 1.8.0_472}, 25 of {@code 25.0.1}; 0 of what is no version. */
    private static int version(String text) {
        String[] parts = text.split("[^0-9]+");
        try {
            int first = Integer.parseInt(parts[0]);
            return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
