package io.cowrite.cluster;

import io.cowrite.access.Secrets;
import io.cowrite.observability.ClusterMeter;
import io.cowrite.observability.Gauges;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterSettings.class)
class ClusterConfiguration {

    /** All nodes of this JVM; those of other databases have other keys and timelines. */
    private static final InProcessBus THIS_JVM = new InProcessBus();

    @Bean
    @ConditionalOnMissingBean
    Bus bus() {
        return THIS_JVM;
    }

    @Bean
    Self self(Gauges gauges) {
        Self self = new Self(UUID.randomUUID());
        gauges.add("cowrite.cluster.nodes", "nodes", "Other nodes on this database", self::others);
        return self;
    }

    @Bean
    BusSeal busSeal(ClusterSettings settings, Secrets secrets) {
        return new BusSeal(settings.key().isEmpty()
                ? secrets.named("cluster")
                : settings.key().getBytes(StandardCharsets.UTF_8));
    }

    @Bean
    BusPeers peers(Self self, Bus bus, BusSeal seal) {
        return new BusPeers(self, bus, seal);
    }

    @Bean
    ClusterMembership clusterMembership(Self self, Bus bus, BusSeal seal, Rooms rooms, DataSource connections,
            TimeSource time, ClusterSettings settings, ClusterMeter meter) {
        ClusterNode node = new ClusterNode(self, new JdbcClusterStore(connections), rooms.inbox(), time, settings,
                meter);
        return new ClusterMembership(node, bus, new BusEar(self, seal, rooms.inbox(), meter));
    }
}
