package io.cowrite.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL a test JVM, started when first asked for, which hands out databases. Any thread may call. */
public final class TestPostgres {

    /** A database of the caller's own. The user owns it and is no superuser. */
    public record Database(String url, String user, String password) {

        /** Connects anew for each connection. */
        public PGSimpleDataSource dataSource() {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(url);
            dataSource.setUser(user);
            dataSource.setPassword(password);
            return dataSource;
        }
    }

    /** One service needs some 25, and tests keep several at a time. */
    private static final String CONNECTIONS = "300";

    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            // The same directory in every run, to save the unpacking.
            Path directory = Path.of("target", "test-postgres");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
            if (!CONNECTIONS.equals(ask(postgres.access(), "show max_connections"))) {
                execute(postgres.access(), "alter system set max_connections = " + CONNECTIONS);
                postgres.close();
                postgres = EmbeddedPostgres.start(directory);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            return postgres;
        }
    }

    private static final class Template {
        static final String NAME = migrate();

        private static String migrate() {
            execute("drop database if exists " + TEMPLATE, "create database " + TEMPLATE + " owner " + Access.USER);
            Access access = Server.POSTGRES.access();
            Flyway.configure().dataSource(access.url(TEMPLATE), Access.USER, access.password()).load().migrate();
            return TEMPLATE;
        }
    }

    private TestPostgres() {}

    /** A new database with nothing in it. */
    public static Database empty() {
        return create("template0");
    }

    /** A new database with the migrations applied and no rows. */
    public static Database migrated() {
        return create(Template.NAME);
    }

    private static Database create(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("drop database if exists " + name + " with (force)",
                "create database " + name + " owner " + Access.USER + " template " + template + " strategy wal_log");
        Access access = Server.POSTGRES.access();
        return new Database(access.url(name), Access.USER, access.password());
    }

    private static synchronized void execute(String... statements) {
        execute(Server.POSTGRES.access(), statements);
    }

    private static void execute(Access access, String... statements) {
        try (Connection connection = connect(access); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(Access access, String sql) {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Access access) throws SQLException {
        return DriverManager.getConnection(access.url("postgres"), Access.ADMIN, access.adminPassword());
    }
}
