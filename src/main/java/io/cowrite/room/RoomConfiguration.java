package io.cowrite.room;

import io.cowrite.journal.Journal;
import io.cowrite.observability.Gauges;
import io.cowrite.observability.RoomMeter;
import io.cowrite.protocol.Limits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rooms of the running service: real time, real randomness, virtual threads. */
@Configuration(proxyBeanMethods = false)
class RoomConfiguration {

    @Bean
    Limits limits(
            @Value("${cowrite.limits.operation-bytes:61440}") int operationBytes,
            @Value("${cowrite.limits.operation-components:4000}") int operationComponents,
            @Value("${cowrite.limits.document-units:2000000}") int documentUnits,
            @Value("${cowrite.limits.submissions-per-second:200}") int submissionsPerSecond) {
        return new Limits(operationBytes, operationComponents, documentUnits, submissionsPerSecond);
    }

    @Bean
    RoomSettings roomSettings(
            Limits limits,
            @Value("${cowrite.limits.refusals-per-minute:20}") int refusalsPerMinute,
            @Value("${cowrite.limits.rooms:20000}") int rooms,
            @Value("${cowrite.snapshots.entries:1000}") int snapshotEntries,
            @Value("${cowrite.snapshots.bytes:262144}") int snapshotBytes) {
        RoomSettings.Upkeep upkeep = new RoomSettings.Upkeep(
                RoomSettings.Upkeep.DEFAULTS.waitingMax(), rooms, snapshotEntries, snapshotBytes);
        return RoomSettings.DEFAULTS.with(limits, refusalsPerMinute, upkeep);
    }

    @Bean(destroyMethod = "close")
    SystemTimeSource timeSource() {
        return new SystemTimeSource();
    }

    @Bean
    Rooms rooms(Journal journal, DocumentSource documents, TimeSource time, RoomSettings settings, RoomMeter meter,
            Quarantine quarantine, Peers peers, Gauges gauges,
            @Value("${cowrite.loss-watch:10m}") Duration lossWatch,
            @Value("${cowrite.limits.tail-bytes:0}") long tailBytes) {
        Executor executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("cowrite-room-", 0).factory());
        RoomPorts ports = new RoomPorts(journal, documents, executor, time, new SecureRandom(), meter, quarantine,
                peers);
        TailBudget tails = TailBudget.of(tailBytes, Runtime.getRuntime().maxMemory());
        Rooms rooms = new Rooms(ports, settings, lossWatch, tails);
        gauges.add("cowrite.rooms", "rooms", "Documents that are open", rooms::size);
        gauges.add("cowrite.rooms.delayed", "rooms", "Open documents whose people are told that saving is delayed",
                rooms::savingDelayed);
        gauges.add("cowrite.rooms.events", "events", "What lies in the mailboxes of all rooms", rooms::eventsWaiting);
        gauges.add("cowrite.tails", "bytes", "Memory that the newest entries of open documents take, about",
                tails::bytes);
        gauges.add("cowrite.waiting", "bytes", "Operations that wait to be committed", rooms.waitingBytes()::get);
        return rooms;
    }

    @Bean
    RoomDrain roomDrain(Rooms rooms) {
        return new RoomDrain(rooms);
    }
}
