package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;

/** What sequencing made of one submission; nothing of it is told to anybody before the batch is committed. */
sealed interface Verdict {

    /** It became {@code entry} of the batch: transformed, or refused. */
    record Sequenced(SealedEntry entry) implements Verdict {}

    /** The log settled it before: {@code entry} is in the stream, no answer is needed. */
    record Settled(SealedEntry entry) implements Verdict {}

    /** The same sequence was used for something else. */
    record ChangedResend() implements Verdict {}

    /** Its author may not write: nothing is settled. */
    record NotAllowed() implements Verdict {}

    /** Entries after its base are no longer in memory: {@code walk} goes on in the store. */
    record Behind(Walk walk) implements Verdict {}

    /** Its base is above the head as this room knows it. */
    record AheadOfLog() implements Verdict {}

    /** It came from another node, whose log has another hash at its base, or one that cannot be told any more. */
    record OtherLog() implements Verdict {}

    /** It waits for the next batch: this one is full, or what becomes of it depends on this one. */
    record Later() implements Verdict {}
}
