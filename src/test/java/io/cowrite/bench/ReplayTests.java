package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.web.ServiceTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A small trace, made up, so that the benchmarks do not rot. */
class ReplayTests extends ServiceTest {

    private static final int KEYSTROKES = 120;
    private static final int TYPISTS = 4;

    @Autowired
    private DataSource dataSource;

    @Test
    void aTraceTypedInTurnsEndsAsItsAuthorLeftIt() throws Exception {
        long seed = new Random().nextLong();
        Trace trace = trace(seed);
        try (CowriteClient owner = owner()) {
            UUID documentId = owner.createDocument("Trace", DocumentType.TEXT, "");
            try (Replay replay = new Replay(service(), documentId, TYPISTS)) {
                replay.takingTurns(trace.patches());
                LogFold log = log(documentId);
                assertThat(log.version()).as("seed %d", seed).isEqualTo(KEYSTROKES);
                assertThat(log.text()).as("seed %d", seed).isEqualTo(trace.end());
                assertEqualCopies(replay, owner, documentId, log, seed);
            }
        }
    }

    @Test
    void aTraceTypedTogetherLeavesEveryCopyEqualToTheLog() throws Exception {
        long seed = new Random().nextLong();
        Trace trace = trace(seed);
        try (CowriteClient owner = owner()) {
            UUID documentId = owner.createDocument("Trace", DocumentType.TEXT, "");
            try (Replay replay = new Replay(service(), documentId, TYPISTS)) {
                replay.together(trace.patches());
                LogFold log = log(documentId);
                assertThat(log.version()).as("seed %d", seed).isPositive();
                assertEqualCopies(replay, owner, documentId, log, seed);
            }
        }
    }

    private static void assertEqualCopies(Replay replay, CowriteClient owner, UUID documentId, LogFold log, long seed)
            throws Exception {
        assertThat(log.refused()).as("seed %d", seed).isZero();
        assertThat(replay.typists()).as("seed %d", seed).allSatisfy(typist -> {
            assertThat(typist.version()).isEqualTo(log.version());
            assertThat(typist.shown()).isEqualTo(log.text());
            assertThat(typist.isUnharmed()).isTrue();
        });
        assertThat(owner.content(documentId)).as("seed %d", seed).isEqualTo(log.text());
    }

    private URI service() {
        return URI.create("http://localhost:" + port());
    }

    private CowriteClient owner() throws Exception {
        CowriteClient owner = new CowriteClient(service());
        owner.me();
        return owner;
    }

    private LogFold log(UUID documentId) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return LogFold.of(connection, documentId);
        }
    }

    /** Somebody who mostly types, jumps about and takes back. */
    private static Trace trace(long seed) {
        Random random = new Random(seed);
        List<Trace.Patch> patches = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < KEYSTROKES; i++) {
            if (length > 0 && random.nextInt(4) == 0) {
                patches.add(new Trace.Patch(random.nextInt(length), 1, ""));
                length--;
            } else {
                patches.add(
                        new Trace.Patch(random.nextInt(length + 1), 0, Character.toString('a' + random.nextInt(26))));
                length++;
            }
        }
        return Trace.of(patches);
    }
}
