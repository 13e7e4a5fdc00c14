package io.cowrite.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What a later start needs to go on. It stands among the secrets: whoever has the cookies is the bots. */
final class DemoMemory {

    private static final String NAME = "demo";

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    /** The document, and the cookies of its bots. */
    record Remembered(UUID documentId, List<Map<String, String>> cookies) {}

    DemoMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Remembered> read() {
        return jdbc.sql("select value from secret where name = :name")
                .param("name", NAME)
                .query(byte[].class)
                .optional()
                .map(value -> json.readValue(value, Remembered.class));
    }

    void keep(Remembered remembered) {
        jdbc.sql("""
                insert into secret (name, value) values (:name, :value)
                on conflict (name) do update set value = excluded.value""")
                .param("name", NAME)
                .param("value", json.writeValueAsString(remembered).getBytes(StandardCharsets.UTF_8))
                .update();
    }
}
