package io.cowrite.simulation;

import io.cowrite.kernel.MutantClasses;
import io.cowrite.room.Rooms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All of Cowrite and its simulation once more, with a mistake in one file. */
final class MutantCode {

    private final MutantClasses classes;

    /** Puts what it compiles into {@code directory}, which must be empty. */
    MutantCode(Mutant mutant, Path directory) throws IOException {
        classes = new MutantClasses("io.cowrite.", mutant.write(directory), directory,
                List.of(Rooms.class, Session.class, Nullable.class, LoggerFactory.class));
    }

    /** See {@link Hunt#find}; {@code first} is as in there. */
    Object @Nullable [] find(long first, long sessions) throws ReflectiveOperationException {
        return (Object[]) classes.loadClass(Hunt.class.getName())
                .getDeclaredMethod("find", long.class, long.class)
                .invoke(null, first, sessions);
    }
}
