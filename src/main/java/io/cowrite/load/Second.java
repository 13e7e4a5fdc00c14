package io.cowrite.load;

/**
 * What happened in one second, by when it happened.
 *
 * @param second since the first person came, at its end
 * @param people connected at its end
 * @param edits typed
 * @param acknowledged edits
 * @param delivered edits, once for each other person
 * @param closes of connections, that the service or the network made
 */
record Second(int second, Phase phase, int people, long edits, long acknowledged, long delivered, long closes,
        Quantiles saved, Quantiles seen) {}
