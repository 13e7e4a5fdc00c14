/** Deltas and what can be done with them: pure values, no Spring, no I/O, no clock, no threads. */
@NullMarked
package io.cowrite.kernel;

import org.jspecify.annotations.NullMarked;
