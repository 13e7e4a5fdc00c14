/** The Java client: for programs, tests and benchmarks. */
@NullMarked
package io.cowrite.client;

import org.jspecify.annotations.NullMarked;
