package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.web.ServiceTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What the benchmark writes straight into the tables is what the service would have written. */
class GrowthTests extends ServiceTest {

    private static final int ENTRIES = 1_001;

    @Autowired
    private DataSource dataSource;

    @Test
    void aWrittenHistoryIsALogLikeOthers() throws Exception {
        URI service = URI.create("http://localhost:" + port());
        try (CowriteClient owner = new CowriteClient(service); Connection database = dataSource.getConnection()) {
            owner.me();
            UUID id = owner.createDocument("Growth", DocumentType.TEXT, "");
            WrittenHistory.write(database, id, ENTRIES);
            LogFold log = LogFold.of(database, id);
            assertThat(log.version()).isEqualTo(ENTRIES);
            assertThat(log.commits()).isEqualTo(ENTRIES);
            assertThat(owner.content(id)).isEqualTo("x").isEqualTo(log.text());
            assertThat(TimedJoin.of(service, id, PlainSocket.guest(service)).bytes()).isPositive();
        }
    }

    @Test
    void aStoredDocumentCanBeOpened() throws Exception {
        URI service = URI.create("http://localhost:" + port());
        try (CowriteClient owner = new CowriteClient(service); Connection database = dataSource.getConnection()) {
            owner.me();
            UUID pattern = owner.createDocument("Growth", DocumentType.TEXT, "");
            StoredGrowth.store(database, pattern, 7_001, 7_003);
            UUID id = stored(database, "Growth 7002");
            assertThat(LogFold.of(database, id).version()).isZero();
            String cookie = PlainSocket.guest(service);
            assertThat(TimedJoin.of(service, id, cookie).bytes()).isPositive();
        }
    }

    private static UUID stored(Connection database, String title) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id from document where title = '" + title + "'")) {
            assertThat(row.next()).isTrue();
            return row.getObject(1, UUID.class);
        }
    }
}
