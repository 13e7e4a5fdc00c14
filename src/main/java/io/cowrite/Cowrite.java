package io.cowrite;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
public class Cowrite {

    public static void main(String[] arguments) {
        SpringApplication.run(Cowrite.class, arguments);
    }
}
