/** What all HTTP answers have in common: problems, limits of bodies, the content policy, and the page itself. */
@NullMarked
package io.cowrite.web;

import org.jspecify.annotations.NullMarked;
