/** Who is here and where their selections are; never durable. */
@NullMarked
package io.cowrite.presence;

import org.jspecify.annotations.NullMarked;
