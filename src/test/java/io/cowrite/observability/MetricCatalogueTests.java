package io.cowrite.observability;

import io.cowrite.web.ServiceTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/OPERATIONS.md names every metric of ours with its unit and labels, and no other. */
class MetricCatalogueTests extends ServiceTest {

    private static final Pattern ROW = Pattern
            .compile("(?m)^\\| `(cowrite\\.[a-z.]+)` \\| ([a-z]*) \\| (?:`([a-z]+)`)? ?\\| \\S.* \\|$");

    private static final Pattern ALARM = Pattern.compile("cowrite_[a-z_]+");

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private PrometheusMeterRegistry prometheus;

    @Test
    void theCatalogueIsWhatIsRegistered() throws IOException {
        String section = Files.readString(Path.of("docs", "OPERATIONS.md")).split("(?m)^## Metrics$", 2)[1]
                .split("(?m)^## ", 2)[0];
        Set<String> documented = ROW.matcher(section).results()
                .map(row -> row.group(1) + " in " + row.group(2) + " by " + (row.group(3) == null ? "" : row.group(3)))
                .collect(Collectors.toSet());
        assertThat(registered()).isNotEmpty();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(registered());
    }

    @Test
    void alarmsAreOfSeriesThatPrometheusIsGiven() throws IOException {
        String alarms = Files.readString(Path.of("docs", "OPERATIONS.md")).split("Worth an alarm", 2)[1]
                .split("(?m)^## ", 2)[0];
        Set<String> named = ALARM.matcher(alarms).results().map(found -> found.group()).collect(Collectors.toSet());
        Set<String> given = ALARM.matcher(prometheus.scrape()).results().map(found -> found.group())
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(named).allSatisfy(name -> assertThat(given).anyMatch(series -> series.equals(name)
                || series.equals(name + "_bucket")));
    }

    private Set<String> registered() {
        return registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName().startsWith("cowrite."))
                .map(id -> id.getName() + " in " + (id.getBaseUnit() == null ? "" : id.getBaseUnit()) + " by "
                        + id.getTags().stream().map(Tag::getKey).collect(Collectors.joining()))
                .collect(Collectors.toSet());
    }
}
