package io.cowrite.load;

import java.net.URI;

/**
 * What is asked for.
 *
 * @param address of the service, without a path
 * @param origin of a page that the service lets in
 * @param people in all, spread evenly over the documents
 * @param rate edits a second of each person
 * @param cursors moves of the cursor a second of each person
 * @param ramp seconds in which people arrive
 * @param warmUp seconds of typing before measuring
 * @param seconds of measuring
 * @param settle seconds that may pass after the last edit until all have everything
 * @param out path of the results without {@code .json} and {@code .svg}
 * @param keep whether the documents stay
 */
record Settings(URI address, String origin, int people, int documents, double rate, double cursors, int ramp,
        int warmUp, int seconds, int settle, String out, boolean keep) {}
