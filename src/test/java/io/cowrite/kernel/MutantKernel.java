package io.cowrite.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The kernel and its laws once more, apart from the ones in use, with one file of the kernel compiled anew with a mistake
 * in it.
 */
final class MutantKernel extends ClassLoader {

    private static final String PACKAGE = "io.cowrite.kernel.";

    private final Path classes;

    /** Puts what it compiles into {@code directory}, which must be empty. */
    MutantKernel(Mutant mutant, Path directory) throws IOException {
        super(MutantKernel.class.getClassLoader());
        classes = Files.createDirectory(directory.resolve("classes"));
        compile(mutant.write(directory));
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        String classpath = Stream.of(Delta.class, Nullable.class)
                .map(MutantKernel::origin)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", classpath, "-proc:none", "-nowarn",
                    "-implicit:none");
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source)).call()) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }

    private static String origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }

    /**
     * What {@link MutantHunt#hunt} finds in the mutant.
     *
     * @return null if nothing
     */
    Map.@Nullable Entry<?, ?> hunt(long seed, int cases) throws ReflectiveOperationException {
        return (Map.Entry<?, ?>) loadClass(MutantHunt.class.getName())
                .getDeclaredMethod("hunt", long.class, int.class)
                .invoke(null, seed, cases);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        Path mutated = classes.resolve(file);
        try (InputStream in = Files.exists(mutated)
                ? Files.newInputStream(mutated)
                : getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
