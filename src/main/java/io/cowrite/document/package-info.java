/** Documents as records, their lifecycle, content and REST interface. */
@NullMarked
package io.cowrite.document;

import org.jspecify.annotations.NullMarked;
