/** Users, guests and rights: who may read and write is decided here. */
@NullMarked
package io.cowrite.access;

import org.jspecify.annotations.NullMarked;
