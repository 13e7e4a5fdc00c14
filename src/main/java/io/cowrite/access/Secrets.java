package io.cowrite.access;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets that are made at first start and kept in the database, so that every node and every start has the same. */
public final class Secrets {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random;

    Secrets(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /** The secret {@code name}, 32 bytes. Of several that start at once the first to insert wins. */
    public byte[] named(String name) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        jdbc.sql("insert into secret (name, value) values (:name, :value) on conflict do nothing")
                .param("name", name)
                .param("value", fresh)
                .update();
        return jdbc.sql("select value from secret where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();
    }
}
