/** Cowrite: co-editing on the JVM and PostgreSQL. */
@NullMarked
package io.cowrite;

import org.jspecify.annotations.NullMarked;
