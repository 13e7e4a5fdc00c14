/** The commit log: append, read, group commit. */
@NullMarked
package io.cowrite.journal;

import org.jspecify.annotations.NullMarked;
