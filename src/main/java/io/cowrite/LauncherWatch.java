package io.cowrite;

import java.util.Optional;

/** Stops this service in order once the process that launched it is gone, which SIGKILL lets say nothing. */
final class LauncherWatch {

    /** Process id of the launcher, if there is one. */
    static final String PROPERTY = "cowrite.launcher";

    private static final int STATUS = 1;

    private LauncherWatch() {}

    /** Begins to watch. Exits if the launcher is gone already. */
    static void begin() {
        String launcher = System.getProperty(PROPERTY);
        if (launcher == null) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.current().parent()
                .filter(handle -> Long.toString(handle.pid()).equals(launcher));
        if (parent.isEmpty()) {
            System.exit(STATUS);
        }
        // The thread that waits for processes has a small stack, and runs no shutdown.
        var _ = parent.get().onExit().thenRunAsync(() -> System.exit(STATUS),
                task -> Thread.ofPlatform().daemon().name("cowrite-launcher-gone").start(task));
    }
}
