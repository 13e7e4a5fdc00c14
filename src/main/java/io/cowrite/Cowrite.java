package io.cowrite;

import io.cowrite.backup.Backup;
import io.cowrite.embedded.EarlyPostgres;
import io.cowrite.load.LoadTest;
import io.cowrite.load.Rehearsal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The service, and the commands beside it. */
@SpringBootApplication
public class Cowrite {

    private static final Logger log = LoggerFactory.getLogger(Cowrite.class);

    /** Starts, has some people type, and stops in order: for whoever watches it to make the next starts faster. */
    private static final String START_ONLY = "--start-only";

    public static void main(String[] arguments) {
        LauncherWatch.begin();
        if (LoadTest.isAsked(arguments)) {
            System.exit(LoadTest.run(arguments));
        }
        if (Backup.isAsked(arguments)) {
            System.exit(Backup.run(arguments));
        }
        SpringApplication application = new SpringApplication(Cowrite.class);
        application.addInitializers(new EarlyPostgres());
        ConfigurableApplicationContext service = application.run(arguments);
        if (Arrays.asList(arguments).contains(START_ONLY)) {
            rehearse(service.getEnvironment());
            System.exit(SpringApplication.exit(service));
        }
    }

    private static void rehearse(Environment environment) {
        URI address = URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
        if (!Rehearsal.play(address, Path.of(environment.getRequiredProperty("cowrite.data-dir")), System.err)) {
            log.warn("Not all went well while people typed at {}: what comes after a start may not have been watched.",
                    address);
        }
    }
}
