/** Whether what is stored is what was written, and what follows when it is not. */
@NullMarked
package io.cowrite.proof;

import org.jspecify.annotations.NullMarked;
