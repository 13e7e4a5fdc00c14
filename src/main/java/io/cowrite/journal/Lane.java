package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Where appends wait until they are taken in groups, one group at a time, and the connection over which they go. */
interface Lane extends AutoCloseable {

    /** Opens lanes, which are not started yet. */
    @FunctionalInterface
    interface Source {

        /**
         * One more.
         *
         * @param name as the server is to know its connection
         * @param probes whether it looks, while there is no work, if the database still answers
         * @param commit what is done with a group; the next one is taken when that is complete
         */
        Lane open(String name, boolean probes, Function<List<Pending>, CompletionStage<Void>> commit);
    }

    void start();

    /** Takes {@code pending}; once closed, it is told so at once. Any thread. */
    void add(Pending pending);

    /** Appends {@code group} by one statement; what is known of it then. Only from within {@code commit}. */
    CompletionStage<GroupOutcome> execute(List<Pending> group);

    boolean works();

    /** Commits what was given, then ends; gives up when the database does not answer. */
    @Override
    void close();
}
