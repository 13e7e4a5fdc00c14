/**
 * The real rooms, connections, codecs and Java clients on one seeded queue of events: simulated are clock, randomness,
 * network, store, and everything that goes wrong. docs/RELIABILITY.md tells how to run it.
 */
@NullMarked
package io.cowrite.simulation;

import org.jspecify.annotations.NullMarked;
