package io.cowrite.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernel and its laws once more, with a mistake in one file of the kernel. */
final class MutantKernel {

    private final MutantClasses classes;

    /** Puts what it compiles into {@code directory}, which must be empty. */
    MutantKernel(Mutant mutant, Path directory) throws IOException {
        classes = new MutantClasses("io.cowrite.kernel.", mutant.write(directory), directory,
                List.of(Delta.class, Nullable.class));
    }

    /**
     * What {@link MutantHunt#hunt} finds in the mutant.
     *
     * @return null if nothing
     */
    Map.@Nullable Entry<?, ?> hunt(long seed, int cases) throws ReflectiveOperationException {
        return (Map.Entry<?, ?>) classes.loadClass(MutantHunt.class.getName())
                .getDeclaredMethod("hunt", long.class, int.class)
                .invoke(null, seed, cases);
    }
}
