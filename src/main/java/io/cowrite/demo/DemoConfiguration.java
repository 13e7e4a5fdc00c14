package io.cowrite.demo;

import java.security.SecureRandom;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo, if it is asked for: {@code --demo}, or {@code cowrite.demo}. */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoConfiguration.Asked.class)
class DemoConfiguration {

    @Bean
    DemoRoute demoRoute() {
        return new DemoRoute();
    }

    @Bean
    Demo demo(JdbcClient jdbc, DemoRoute route, Environment environment, SecureRandom random,
            @Value("${cowrite.origins:}") List<String> origins) {
        return new Demo(new DemoMemory(jdbc), route, environment, origins, random);
    }

    static class Asked implements Condition {

        /** Of the bare word's sources only the command line counts: an environment may well have a DEMO of its own. */
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            PropertySource<?> arguments = environment instanceof ConfigurableEnvironment configurable
                    ? configurable.getPropertySources().get("commandLineArgs")
                    : null;
            Object argument = arguments == null ? null : arguments.getProperty("demo");
            boolean said = "".equals(argument) || "true".equals(argument);
            return said || Binder.get(environment).bindOrCreate("cowrite", DemoSettings.class).demo();
        }
    }
}
