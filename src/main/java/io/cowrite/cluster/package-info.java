/** Several nodes on one database: who is registered, what each tells the others, and the polls that need no telling. */
@NullMarked
package io.cowrite.cluster;

import org.jspecify.annotations.NullMarked;
