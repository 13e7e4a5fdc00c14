/** Metrics, spans, what of health and build the public may read, and crash points. */
@NullMarked
package io.cowrite.observability;

import org.jspecify.annotations.NullMarked;
