/** The demo: a document with things to try, and two guests who type in it. Nothing else depends on it. */
@NullMarked
package io.cowrite.demo;

import org.jspecify.annotations.NullMarked;
