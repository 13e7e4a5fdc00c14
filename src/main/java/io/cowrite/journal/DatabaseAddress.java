package io.cowrite.journal;

import org.jspecify.annotations.Nullable;

/** Where the database is, as a JDBC URL, and who we are there. */
record DatabaseAddress(String url, @Nullable String user, @Nullable String password) {

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
