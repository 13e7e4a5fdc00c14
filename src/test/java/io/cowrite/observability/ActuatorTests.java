package io.cowrite.observability;

import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import io.cowrite.web.ServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** [R14] What of the insides is where. */
class ActuatorTests extends ServiceTest {

    @LocalManagementPort
    private int managementPort;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/livez", "/readyz"})
    void thePublicPortTellsAStatusAndNothingElse(String path) {
        Answer answer = stranger().get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("status");
        assertThat(answer.text("status")).isEqualTo("UP");
    }

    @Test
    void bothPortsTellWhichBuildThisIs() {
        for (Browser browser : List.of(stranger(), operator())) {
            Answer info = browser.get("/actuator/info");
            assertThat(info.status()).isEqualTo(200);
            assertThat(info.json().at("/build/artifact").asString()).isEqualTo("cowrite");
            assertThat(info.json().at("/build/version").asString()).isNotEmpty();
            assertThat(info.json().propertyNames()).isSubsetOf("build", "git");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/actuator", "/actuator/", "/actuator/prometheus", "/actuator/prometheus/", "/actuator/metrics",
            "/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/threaddump", "/actuator/beans",
            "/actuator/configprops", "/actuator/mappings", "/actuator/health/db", "/actuator/health/liveness",
            "/actuator/HEALTH", "/prometheus", "/metrics"
    })
    void thePublicPortHasNothingElse(String path) {
        Answer answer = guest().get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("not_found");
    }

    @Test
    void theManagementPortHasTheMetrics() {
        Answer metrics = operator().get("/actuator/prometheus");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).contains("cowrite_rooms", "cowrite_commit_seconds_bucket", "jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/threaddump", "/actuator/beans",
            "/actuator/configprops", "/actuator/mappings", "/actuator/shutdown", "/api/v1/me", "/"
    })
    void theManagementPortHasNoInsidesEither(String path) {
        assertThat(operator().get(path).status()).isEqualTo(404);
    }

    @Test
    void noOtherMachineReachesTheManagementPort() throws Exception {
        for (InetAddress address : NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList()) {
            assertThatThrownBy(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, managementPort), 1_000);
                }
            }).as("%s", address).isInstanceOf(IOException.class);
        }
    }

    private Browser operator() {
        return new Browser(managementPort);
    }
}
