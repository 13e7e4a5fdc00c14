package io.cowrite.backup;

import io.cowrite.embedded.DataDirectory;
import io.cowrite.proof.StoreProof;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Commands beside the service: {@code --export=DIR}, {@code --import=DIR}, {@code --verify}. */
public final class Backup {

    private static final String EXPORT = "--export=";
    private static final String IMPORT = "--import=";
    private static final String VERIFY = "--verify";

    /** Settings alone; no beans of the service. */
    static final class NoBeans {}

    private record Database(String url, String user, String password) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    private Backup() {}

    public static boolean isAsked(String... arguments) {
        return Arrays.stream(arguments).anyMatch(
                argument -> argument.startsWith(EXPORT) || argument.startsWith(IMPORT) || argument.equals(VERIFY));
    }

    /** Does what is asked, and says in a line what it did; the process's exit code. */
    public static int run(String... arguments) {
        SpringApplication settings = new SpringApplication(NoBeans.class);
        settings.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = settings.run(arguments)) {
            for (String argument : arguments) {
                if (argument.startsWith(EXPORT)) {
                    export(Path.of(argument.substring(EXPORT.length())), context.getEnvironment());
                } else if (argument.startsWith(IMPORT)) {
                    takeBack(Path.of(argument.substring(IMPORT.length())), context.getEnvironment());
                } else if (argument.equals(VERIFY)) {
                    verify(context.getEnvironment());
                }
            }
            return 0;
        } catch (RuntimeException | SQLException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static void export(Path directory, Environment settings) throws SQLException, IOException {
        try (DataDirectory own = own(settings, false); Connection connection = database(own, settings).connect()) {
            Properties manifest = Export.write(connection, directory);
            System.out.println("Exported " + manifest.getProperty("document.rows") + " documents to " + directory);
        }
    }

    private static void takeBack(Path directory, Environment settings) throws SQLException, IOException {
        Properties manifest = Import.manifest(directory);
        try (DataDirectory own = own(settings, true)) {
            Database database = database(own, settings);
            Flyway.configure().dataSource(database.url(), database.user(), database.password())
                    .target(Import.required(manifest, "schema")).load().migrate();
            try (Connection connection = database.connect()) {
                StoreProof.Total found = Import.read(manifest, directory, connection);
                System.out.println("Imported " + found.documents() + " documents with " + found.entries()
                        + " entries; their logs prove themselves");
            }
        }
    }

    private static void verify(Environment settings) throws SQLException {
        try (DataDirectory own = own(settings, false); Connection connection = database(own, settings).connect()) {
            StoreProof.Total found = StoreProof.ofLive(connection);
            if (!found.findings().isEmpty()) {
                throw new BackupException(found.sentences(System.lineSeparator()));
            }
            System.out.println("The logs of " + found.documents() + " documents with " + found.entries()
                    + " entries prove themselves");
        }
    }

    /** Null if a server of the operator's own is named. */
    private static @Nullable DataDirectory own(Environment settings, boolean alone) {
        if (!settings.getProperty("spring.datasource.url", "").isBlank()) {
            return null;
        }
        Path directory = Path.of(settings.getProperty("cowrite.data-dir", "cowrite-data"));
        return alone ? DataDirectory.start(directory) : DataDirectory.join(directory);
    }

    private static Database database(@Nullable DataDirectory own, Environment settings) {
        return own != null
                ? new Database(own.url(), own.user(), own.password())
                : new Database(settings.getRequiredProperty("spring.datasource.url"),
                        settings.getProperty("spring.datasource.username", ""),
                        settings.getProperty("spring.datasource.password", ""));
    }
}
