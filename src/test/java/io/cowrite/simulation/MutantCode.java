package io.cowrite.simulation;

import io.cowrite.room.Rooms;
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
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All of Cowrite and its simulation once more, apart from what is in use, with one file compiled with a mistake in it. */
final class MutantCode extends ClassLoader {

    private static final String PACKAGE = "io.cowrite.";

    private final Path classes;

    /** Puts what it compiles into {@code directory}, which must be empty. */
    MutantCode(Mutant mutant, Path directory) throws IOException {
        super(MutantCode.class.getClassLoader());
        classes = Files.createDirectory(directory.resolve("classes"));
        compile(mutant.write(directory));
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            String classPath = Stream.of(Rooms.class, Session.class, Nullable.class, LoggerFactory.class)
                    .map(MutantCode::origin)
                    .collect(Collectors.joining(File.pathSeparator));
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

    /** See {@link Hunt#find}; {@code first} is as in there. */
    Object @Nullable [] find(long first, long sessions) throws ReflectiveOperationException {
        return (Object[]) loadClass(Hunt.class.getName())
                .getDeclaredMethod("find", long.class, long.class)
                .invoke(null, first, sessions);
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
