/** Real service processes, a real PostgreSQL and real clients, with everything that can go wrong between them. */
@NullMarked
package io.cowrite.nemesis;

import org.jspecify.annotations.NullMarked;
