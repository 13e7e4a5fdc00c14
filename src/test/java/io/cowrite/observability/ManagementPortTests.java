package io.cowrite.observability;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ManagementPortTests {

    @ParameterizedTest
    @CsvSource({"8080, 9080", "8081, 9081", "0, 0", "64535, 65535", "64536, 63536", "65535, 64535", "x, x", "-1, -1"})
    void itIsBesideThePortOfTheService(String service, String management) {
        assertThat(portWith(Map.of("server.port", service))).isEqualTo(management);
    }

    @Test
    void itIsBesideTheUsualPortIfNothingIsSaid() {
        assertThat(portWith(Map.of())).isEqualTo("9080");
    }

    @Test
    void itIsWhatTheOperatorSays() {
        assertThat(portWith(Map.of("server.port", "8080", ManagementPort.PROPERTY, "7000"))).isEqualTo("7000");
    }

    @Test
    void itIsNeverThePortOfTheService() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> portWith(Map.of("server.port", "8080", ManagementPort.PROPERTY, "8080")));
    }

    private static String portWith(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        new ManagementPort().postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty(ManagementPort.PROPERTY);
    }
}
