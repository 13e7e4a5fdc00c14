package io.cowrite.load;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

/** What failures are in words. */
final class Sentences {

    private static final int LENGTH_MAX = 300;

    private Sentences() {}

    static String of(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("/api/v1/me answered 401")) {
            return "the service lets no guests in; see its setting cowrite.guests.";
        }
        if (failure instanceof ConnectException || failure instanceof HttpTimeoutException) {
            return "it does not answer" + (failure.getMessage() == null ? "." : " (" + message + ").");
        }
        String told = failure.getMessage() == null ? failure.toString() : message;
        return told.length() > LENGTH_MAX ? told.substring(0, LENGTH_MAX) + "…" : told;
    }
}
