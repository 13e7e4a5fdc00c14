package io.cowrite.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * How the embedded server is reached. Kept in a file that only its owner may read.
 *
 * @param port on 127.0.0.1
 * @param password of {@link #USER}, who owns the database {@link #DATABASE} and nothing else
 * @param adminPassword of {@link #ADMIN}, the superuser, whom the service itself never uses
 */
record Access(int port, String password, String adminPassword) {

    static final String DATABASE = "cowrite";
    static final String USER = "cowrite";
    static final String ADMIN = "postgres";

    private static final int PASSWORD_BYTES = 24;

    static Access random(SecureRandom random) {
        return new Access(0, password(random), password(random));
    }

    /** Letters, digits, - and _ only: it goes into SQL. */
    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Access read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        try {
            return new Access(Integer.parseInt(required(properties, "port", file)),
                    required(properties, "password", file), required(properties, "admin-password", file));
        } catch (NumberFormatException e) {
            throw new PostgresException("The file " + file + " has no number as port.", e);
        }
    }

    private static String required(Properties properties, String key, Path file) {
        String value = properties.getProperty(key);
        if (value == null || value.isEmpty()) {
            throw new PostgresException("The file " + file + " lacks \"" + key + "\"; restore it from a backup.");
        }
        return value;
    }

    void write(Path file) throws IOException {
        PrivateFiles.replace(file, """
                # The PostgreSQL of Cowrite on 127.0.0.1. The role "cowrite" has "password", the superuser "postgres"
                # has "admin-password".
                port=%d
                password=%s
                admin-password=%s
                """.formatted(port, password, adminPassword));
    }

    Access withPort(int other) {
        return new Access(other, password, adminPassword);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Without the passwords, since it may end up in a log. */
    @Override
    public String toString() {
        return "Access[port=" + port + "]";
    }
}
