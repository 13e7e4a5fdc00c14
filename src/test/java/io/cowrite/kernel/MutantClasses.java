package io.cowrite.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes below one package once more, apart from the ones in use, with one file compiled with a mistake in it. */
public final class MutantClasses extends ClassLoader {

    private final String prefix;
    private final Path classes;

    /**
     * @param prefix of the names of those that are loaded once more
     * @param source with the mistake
     * @param directory for what is compiled; must be empty but for {@code source}
     * @param known classes out of each place that {@code source} needs to be compiled
     */
    public MutantClasses(String prefix, Path source, Path directory, List<Class<?>> known) throws IOException {
        super(MutantClasses.class.getClassLoader());
        this.prefix = prefix;
        this.classes = Files.createDirectory(directory.resolve("classes"));
        compile(source, known);
    }

    private void compile(Path source, List<Class<?>> known) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        String classPath = known.stream().map(MutantClasses::origin).collect(Collectors.joining(File.pathSeparator));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn",
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

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
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
