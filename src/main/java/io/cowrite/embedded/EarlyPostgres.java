package io.cowrite.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts our own PostgreSQL beside what else a start does, where there is a second processor, instead of when the first
 * needs it.
 */
public final class EarlyPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        if (EmbeddedConfiguration.isServerNamed(environment)) {
            return;
        }
        Starting starting = new Starting(
                Path.of(environment.resolvePlaceholders(EmbeddedConfiguration.DATA_DIRECTORY)));
        var beans = context.getBeanFactory();
        beans.registerSingleton("startingPostgres", starting);
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean("startingPostgres", starting); // First, so that it ends last.
        }
    }

    /** A PostgreSQL that is being started. */
    static final class Starting implements DisposableBean {

        private static final long LOOK_MILLIS = 1_000;

        private final CompletableFuture<EmbeddedPostgres> started;

        Starting(Path dataDirectory) {
            started = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(dataDirectory),
                    task -> Thread.ofPlatform().name("postgres-start").start(task));
        }

        /**
         * Waits until it runs.
         *
         * @throws PostgresException if it cannot
         */
        EmbeddedPostgres await() {
            while (true) {
                try {
                    return started.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Goes on. Spring gives up a start whose thread waits without a limit, and would stop nothing then.
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new PostgresException("Cowrite was stopped while its PostgreSQL started.", e);
                }
            }
        }

        /** Whether or not anybody has waited for it. */
        @Override
        public void destroy() {
            started.thenAccept(EmbeddedPostgres::close).exceptionally(failure -> null).join();
        }
    }
}
