package io.cowrite;

import io.cowrite.backup.Backup;
import io.cowrite.load.LoadTest;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service, and the commands beside it. */
@SpringBootApplication
public class Cowrite {

    /** Starts, and stops in order as soon as it is ready: for whoever watches a start to make the next ones faster. */
    private static final String START_ONLY = "--start-only";

    public static void main(String[] arguments) {
        LauncherWatch.begin();
        if (LoadTest.isAsked(arguments)) {
            System.exit(LoadTest.run(arguments));
        }
        if (Backup.isAsked(arguments)) {
            System.exit(Backup.run(arguments));
        }
        ConfigurableApplicationContext service = SpringApplication.run(Cowrite.class, arguments);
        if (Arrays.asList(arguments).contains(START_ONLY)) {
            System.exit(SpringApplication.exit(service));
        }
    }
}
