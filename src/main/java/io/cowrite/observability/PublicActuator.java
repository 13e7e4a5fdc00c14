package io.cowrite.observability;

import java.util.Map;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What of the actuator is on the public port: a status, and which build this is. The rest has a port of its own. */
@RestController
class PublicActuator {

    private final HealthEndpoint health;
    private final InfoEndpoint info;

    PublicActuator(HealthEndpoint health, InfoEndpoint info) {
        this.health = health;
        this.info = info;
    }

    @GetMapping("/actuator/health")
    ResponseEntity<Map<String, String>> health() {
        Status status = health.health().getStatus();
        return ResponseEntity.status(HttpCodeStatusMapper.getDefault().getStatusCode(status))
                .body(Map.of("status", status.getCode()));
    }

    @GetMapping("/actuator/info")
    Map<String, Object> info() {
        return info.info();
    }
}
