/** Health, logging context and crash points. */
@NullMarked
package io.cowrite.observability;

import org.jspecify.annotations.NullMarked;
