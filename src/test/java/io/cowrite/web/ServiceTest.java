package io.cowrite.web;

import io.cowrite.Cowrite;
import io.cowrite.embedded.TestPostgres;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on a port and a database of its own; tests of all subclasses share one. */
@Import(ChangesHeard.class)
@SpringBootTest(classes = Cowrite.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class ServiceTest {

    private static final class Shared {
        static final TestPostgres.Database DATABASE = TestPostgres.migrated();
    }

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> Shared.DATABASE.url());
        registry.add("spring.datasource.username", () -> Shared.DATABASE.user());
        registry.add("spring.datasource.password", () -> Shared.DATABASE.password());
    }

    protected int port() {
        return port;
    }

    /** Somebody who has not been here yet. */
    protected Browser stranger() {
        return new Browser(port);
    }

    /** Somebody with a guest's cookie. */
    protected Browser guest() {
        Browser browser = stranger();
        browser.get("/api/v1/me");
        return browser;
    }
}
