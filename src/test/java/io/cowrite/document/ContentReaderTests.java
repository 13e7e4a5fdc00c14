package io.cowrite.document;

import io.cowrite.journal.Append;
import io.cowrite.journal.FaultyJournal;
import io.cowrite.journal.InMemoryJournal;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** [R10] with snapshots that are there, gone and damaged. */
class ContentReaderTests {

    private static final int VERSIONS = 100;
    private static final long ACCESS = 1;

    private final UUID id = new UUID(1, 2);
    private final InMemoryJournal log = new InMemoryJournal(Runnable::run);
    private final FaultyJournal journal = new FaultyJournal(log);
    private final ContentReader reader = new ContentReader(journal);
    private final List<Hash> hashes = new ArrayList<>();

    @BeforeEach
    void write() {
        Hash hash = HashChain.start(id, DocumentType.TEXT);
        log.start(id, hash, ACCESS);
        hashes.add(hash);
        LogEnd end = new LogEnd(0, 0, hash);
        for (int version = 1; version <= VERSIONS; version++) {
            Delta operation = version == 1
                    ? Delta.of(new Op.Insert(text(1)))
                    : Delta.of(new Op.Retain(version - 1), new Op.Insert(text(version).substring(version - 1)));
            byte[] entry = EntryCodec.encode(new Entry(1, "client", operation, null, version, "user"));
            hash = HashChain.next(hash, entry);
            Append append = new Append(id, end, ACCESS, List.of(entry), hash);
            log.append(append).toCompletableFuture().join();
            end = append.end();
            hashes.add(hash);
        }
    }

    @Test
    void everyVersionIsReadWithAndWithoutSnapshots() {
        assertEveryVersion();
        keep(40);
        keep(80);
        assertEveryVersion();
    }

    @Test
    void aSnapshotSparesTheLogBeforeIt() {
        keep(80);
        log.snapshots(id).compute(80L, (version, kept) -> new Snapshot(id, 80, hashes.get(80), content("?".repeat(80)),
                new byte[0]));
        assertThat(reader.read(id, DocumentType.TEXT, 85).text().toString())
                .isEqualTo("?".repeat(80) + text(85).substring(80));
        assertThat(reader.read(id, DocumentType.TEXT, 79).text().toString()).isEqualTo(text(79));
    }

    @Test
    void snapshotsThatTheLogDoesNotBearOutArePassedOver() {
        keep(40);
        keep(80);
        log.snapshots(id).put(80L, new Snapshot(id, 80, hashes.get(79), content("wrong"), new byte[0]));
        assertEveryVersion();
        log.snapshots(id).put(40L, new Snapshot(id, 40, hashes.get(40), new byte[]{'['}, new byte[0]));
        assertEveryVersion();
        log.snapshots(id).put(8_000L, new Snapshot(id, 8_000, hashes.get(80), content("wrong"), new byte[0]));
        assertEveryVersion();
        journal.failSnapshots(true);
        assertEveryVersion();
    }

    private void assertEveryVersion() {
        for (int version = 0; version <= VERSIONS; version++) {
            ContentReader.Content content = reader.read(id, DocumentType.TEXT, version);
            assertThat(content.text().toString()).isEqualTo(text(version));
            assertThat(content.version()).isEqualTo(version);
            assertThat(content.hash()).isEqualTo(hashes.get(version));
        }
        assertThat(reader.read(id, DocumentType.TEXT, Long.MAX_VALUE).version()).isEqualTo(VERSIONS);
    }

    private void keep(int version) {
        Snapshot snapshot = new Snapshot(id, version, hashes.get(version), content(text(version)), new byte[0]);
        assertThat(log.keep(snapshot).toCompletableFuture().join()).isTrue();
    }

    private static byte[] content(String text) {
        return DeltaJson.encode(Delta.of(new Op.Insert(text)));
    }

    private static String text(int version) {
        return IntStream.range(0, version).mapToObj(i -> Character.toString('a' + i % 26))
                .collect(Collectors.joining());
    }
}
