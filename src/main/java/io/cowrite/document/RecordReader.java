package io.cowrite.document;

import io.cowrite.access.Rights;
import io.cowrite.room.DocumentRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads records as they are committed, past any persistence context. Blocks on the database. */
@Component
class RecordReader {

    private final JdbcClient jdbc;

    RecordReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if there is none, or it is purged. */
    Optional<DocumentRecord> find(UUID id) {
        return jdbc.sql("select id, title, type, owner_id, general_access, access_version,"
                + " deleted_at is not null as trashed, quarantined_at is not null as quarantined from document where id = :id and purged_at is null")
                .param("id", id)
                .query((row, number) -> record(row))
                .optional();
    }

    private static DocumentRecord record(ResultSet row) throws SQLException {
        @Nullable
        String access = row.getString("general_access");
        Rights rights = new Rights(
                row.getLong("access_version"),
                row.getObject("owner_id", UUID.class).toString(),
                new RoleColumn().convertToEntityAttribute(access),
                row.getBoolean("trashed"),
                false,
                row.getBoolean("quarantined"));
        return new DocumentRecord(
                row.getObject("id", UUID.class),
                row.getString("title"),
                new TypeColumn().convertToEntityAttribute(row.getString("type")),
                rights);
    }
}
