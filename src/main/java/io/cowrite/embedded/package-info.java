/** The PostgreSQL that the service starts itself. */
@NullMarked
package io.cowrite.embedded;

import org.jspecify.annotations.NullMarked;
