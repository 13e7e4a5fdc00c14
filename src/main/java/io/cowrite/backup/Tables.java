package io.cowrite.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a database, but for who runs on it, as its catalogue names them. Names are lower-case words: they need no quotes. */
final class Tables {

    private static final String COLUMNS = """
            select table_name, string_agg(column_name, ',' order by ordinal_position)
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
                and table_name not in ('flyway_schema_history', 'node')
            group by table_name order by table_name""";

    private static final String REFERENCES = """
            select distinct one.relname, other.relname from pg_constraint
            join pg_class one on one.oid = conrelid join pg_class other on other.oid = confrelid
            where contype = 'f' and conrelid <> confrelid and connamespace = current_schema()::regnamespace""";

    private static final String HEADS = """
            select distinct on (document_id) document_id, last_version, hash from commit_log
            order by document_id, first_version desc""";

    private Tables() {}

    /** Columns by table, with commas; a table comes after those that it refers to. */
    static Map<String, String> inOrder(Connection connection) throws SQLException {
        Map<String, String> left = new LinkedHashMap<>(pairs(COLUMNS, connection).stream().collect(
                LinkedHashMap::new, (map, pair) -> map.put(pair[0], pair[1]), Map::putAll));
        List<String[]> references = pairs(REFERENCES, connection);
        Map<String, String> ordered = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            String next = left.keySet().stream()
                    .filter(table -> references.stream()
                            .noneMatch(pair -> pair[0].equals(table) && left.containsKey(pair[1])))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle"));
            ordered.put(next, Optional.ofNullable(left.remove(next)).orElseThrow());
        }
        return ordered;
    }

    /** The version of the last migration; empty if there was none. */
    static String schema(Connection connection) throws SQLException {
        List<String[]> there = pairs("select to_regclass('flyway_schema_history')::text, ''", connection);
        if (there.getFirst()[0] == null) {
            return "";
        }
        return pairs("select version, '' from flyway_schema_history where success order by installed_rank desc limit 1",
                connection).getFirst()[0];
    }

    /** A digest of where every log ends. */
    static String heads(Connection connection) throws SQLException {
        MessageDigest digest = sha256();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery(HEADS)) {
                while (rows.next()) {
                    digest.update((rows.getString(1) + " " + rows.getLong(2) + " ").getBytes(
                            StandardCharsets.UTF_8));
                    digest.update(rows.getBytes(3));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String[]> pairs(String sql, Connection connection) throws SQLException {
        List<String[]> pairs = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.add(new String[]{rows.getString(1), rows.getString(2)});
            }
        }
        return pairs;
    }
}
