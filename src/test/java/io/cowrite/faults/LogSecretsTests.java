package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever goes wrong, no secret and no text of people gets into the log, plain or JSON. */
@Timeout(300)
class LogSecretsTests {

    private static final String TEXT = "canary-of-a-text";
    private static final String TITLE = "canary-of-a-title";
    private static final String TICKET = "canary-of-a-ticket";
    private static final String CLUSTER_KEY = "canary-of-the-key-of-a-cluster-of-nodes";

    private final TestPostgres.Database database = TestPostgres.migrated();
    private Service service = Service.on(database);

    @AfterEach
    void stop() throws InterruptedException {
        service.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ecs"})
    void canariesAreNeverInTheLog(String format) throws IOException, InterruptedException, SQLException {
        service = Service.on(database, "--logging.structured.format.console=" + format,
                "--logging.level.io.cowrite=debug", "--cowrite.cluster.key=" + CLUSTER_KEY);
        service.start();
        Browser browser = new Browser(service.port());
        browser.get("/api/v1/me?ticket=" + TICKET);
        String path = make(browser).header("Location");
        assertThat(path).isNotEmpty();
        breakThings(browser, path);
        List<String> canaries = canaries(browser);
        service.stop();
        String log = service.said();
        assertThat(log).contains("A call failed");
        canaries.forEach(canary -> assertThat(log).doesNotContain(canary));
        long json = log.lines().filter(LogSecretsTests::isJson).count();
        assertThat(json).isEqualTo(format.isEmpty() ? 0 : log.lines().count());
    }

    /** Every way in which the service can be made to complain from outside, or by its database. */
    private void breakThings(Browser browser, String path) throws SQLException, InterruptedException {
        browser.post("/api/v1/documents", "{\"title\":\"" + TITLE + "\",\"type\":\"" + TEXT + "\"}");
        browser.post("/api/v1/documents", "{\"title\":\"" + TITLE + TEXT);
        browser.get("/" + TICKET + "?token=" + TICKET, "User-Agent", TICKET);
        execute("alter table document rename column title to gone");
        assertThat(browser.get(path).status()).isEqualTo(500);
        assertThat(make(browser).status()).isEqualTo(500);
        execute("alter table document rename column gone to title");
        execute("alter table commit_log add constraint nothing_goes check (first_version < 0) not valid");
        assertThat(make(browser).status()).isGreaterThanOrEqualTo(500);
        try (Vandal vandal = new Vandal("canary-vandal", service, UUID.fromString(
                path.substring(path.lastIndexOf('/') + 1)))) {
            for (int i = 0; i < 20; i++) {
                vandal.act();
                Thread.sleep(50);
            }
        }
        execute("alter table commit_log drop constraint nothing_goes");
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
        browser.get(path);
    }

    private static Browser.Answer make(Browser browser) {
        return browser.post("/api/v1/documents",
                "{\"title\":\"" + TITLE + "\",\"type\":\"text\",\"content\":\"" + TEXT + "\"}");
    }

    private List<String> canaries(Browser browser) throws SQLException {
        List<String> canaries = new ArrayList<>(List.of(TEXT, TITLE, TICKET, CLUSTER_KEY, database.password()));
        canaries.addAll(browser.cookies().values());
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select value from secret")) {
            while (rows.next()) {
                canaries.add(HexFormat.of().formatHex(rows.getBytes(1)));
                canaries.add(Base64.getEncoder().withoutPadding().encodeToString(rows.getBytes(1)));
                canaries.add(Base64.getUrlEncoder().withoutPadding().encodeToString(rows.getBytes(1)));
            }
        }
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(9);
        return canaries;
    }

    private void execute(String sql) throws SQLException {
        PGSimpleDataSource source = database.dataSource();
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isJson(String line) {
        try {
            return new JsonMapper().readTree(line).isObject();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
