package io.cowrite;

import io.cowrite.backup.Backup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service, and the commands beside it. */
@SpringBootApplication
public class Cowrite {

    public static void main(String[] arguments) {
        LauncherWatch.begin();
        if (Backup.isAsked(arguments)) {
            System.exit(Backup.run(arguments));
        }
        SpringApplication.run(Cowrite.class, arguments);
    }
}
