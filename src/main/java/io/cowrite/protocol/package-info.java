/** Messages of {@code cowrite.v1}, entries, their bytes and hashes, codes and limits. No Spring, no I/O. */
@NullMarked
package io.cowrite.protocol;

import org.jspecify.annotations.NullMarked;
