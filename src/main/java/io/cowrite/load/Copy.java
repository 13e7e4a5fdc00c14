package io.cowrite.load;

import io.cowrite.kernel.Text;

/**
 * One copy of a document.
 *
 * @param whose words for whoever has it, such as {@code person 3}
 * @param text the content after entry {@code version}
 * @param hash the log's there, in hex, or how that begins
 */
record Copy(String whose, Text text, long version, String hash) {}
