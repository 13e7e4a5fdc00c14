/** The live gathering of one document: its single writer and what it publishes. */
@NullMarked
package io.cowrite.room;

import org.jspecify.annotations.NullMarked;
