/** The whole database in files, and back. */
@NullMarked
package io.cowrite.backup;

import org.jspecify.annotations.NullMarked;
