/** A load test from outside: people who type, what they measure, and whether all copies agree in the end. */
@NullMarked
package io.cowrite.load;

import org.jspecify.annotations.NullMarked;
