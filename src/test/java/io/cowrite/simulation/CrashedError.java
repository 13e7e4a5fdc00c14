package io.cowrite.simulation;

/** Unwinds what a node was doing when it crashed. */
final class CrashedError extends Error {

    private static final long serialVersionUID = 1;

    CrashedError() {
        super("crashed", null, false, false);
    }
}
