/** The socket: handler, connection, writer. */
@NullMarked
package io.cowrite.websocket;

import org.jspecify.annotations.NullMarked;
