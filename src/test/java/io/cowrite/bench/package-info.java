/** Benchmarks against a running service; each has a main method. docs/BENCHMARKS.md tells how to run them. */
@NullMarked
package io.cowrite.bench;

import org.jspecify.annotations.NullMarked;
