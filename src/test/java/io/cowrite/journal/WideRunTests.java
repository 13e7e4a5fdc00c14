package io.cowrite.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WideRunTests {

    private static final int KIB_256 = MergeRun.BYTES_MAX;

    private final List<MergeRun.Row> rows = new ArrayList<>();
    private long version;

    @Test
    void j15AWideRowTakesEightThousandEntriesAndWaitsForOneMore() {
        narrow(8, 1_000, 100_000);
        assertThat(first()).isEmpty();
        narrow(1, 1, 1);
        assertRun(1, 8_000);
    }

    @Test
    void j15AWideRowTakesAMebibyteAndWaitsForOneByteMore() {
        narrow(4, 500, KIB_256);
        assertThat(first()).isEmpty();
        narrow(1, 1, 1);
        assertRun(1, 2_000);

        begin();
        narrow(1, 1, 1);
        narrow(3, 500, KIB_256);
        assertThat(first()).isEmpty();
        narrow(1, 500, KIB_256);
        assertRun(1, 1_501);
    }

    @Test
    void j15WhatIsWidestOfTheNarrowIsNarrowAndNothingMore() {
        assertThat(new MergeRun.Row(1, 1_000, KIB_256, true).isNarrow()).isTrue();
        assertThat(new MergeRun.Row(1, 1_001, 1_001, true).isNarrow()).isFalse();
        assertThat(new MergeRun.Row(1, 1, KIB_256 + 1, true).isNarrow()).isFalse();
        assertThat(new MergeRun.Row(1, 1, 100, false).isNarrow()).isFalse();
    }

    @Test
    void j15NothingIsMergedWithOrAcrossWhatIsNotNarrow() {
        List<Runnable> borders = List.of(
                () -> row(1_001, 1_001, true), () -> row(1, KIB_256 + 1, true), () -> row(1, 100, false),
                () -> version++);
        for (Runnable border : borders) {
            begin();
            narrow(6, 1_000, 100_000);
            border.run();
            long before = version;
            narrow(8, 1_000, 100_000);
            assertThat(first()).isEmpty();
            narrow(1, 1, 1);
            assertRun(before + 1, before + 8_000);
        }
    }

    @Test
    void j15NoRowsMakeNoRun() {
        assertThat(first()).isEmpty();
    }

    /** However rows lie: what is merged is narrow and runs on, could not be more, is wide, and leaves the newest alone. */
    @Test
    void j15ARunIsFullAndBecomesWide() {
        Random random = new Random(11);
        int runs = 0;
        for (int step = 0; step < 20_000; step++) {
            begin();
            for (int i = random.nextInt(30); i > 0; i--) {
                version += random.nextInt(40) == 0 ? 1 : 0;
                int entries = random.nextBoolean() ? 1_000 : 1 + random.nextInt(1_002);
                row(entries, random.nextInt(3) == 0 ? KIB_256 + random.nextInt(2) : entries * 100,
                        random.nextInt(30) != 0);
            }
            Optional<MergeRun> run = first();
            if (run.isPresent()) {
                runs++;
                assertFull(run.get());
            }
        }
        assertThat(runs).isGreaterThan(1_000);
    }

    private void assertFull(MergeRun run) {
        List<MergeRun.Row> merged = run.rows();
        long bytes = merged.stream().mapToLong(MergeRun.Row::bytes).sum();
        MergeRun.Row next = rows.get(rows.indexOf(merged.getLast()) + 1);
        assertThat(merged).allMatch(MergeRun.Row::isNarrow).hasSizeGreaterThan(1);
        assertThat(run.entries()).isEqualTo(merged.stream().mapToLong(MergeRun.Row::entries).sum());
        assertThat(run.entries()).isLessThanOrEqualTo(8_000);
        assertThat(bytes).isLessThanOrEqualTo(1 << 20);
        assertThat(next.isNarrow() && next.follows(merged.getLast())).isTrue();
        assertThat(run.entries() + next.entries() > 8_000 || bytes + next.bytes() > 1 << 20).isTrue();
        assertThat(new MergeRun.Row(run.firstVersion(), run.lastVersion(), (int) bytes, true).isNarrow()).isFalse();
    }

    private Optional<MergeRun> first() {
        return WideRun.first(rows);
    }

    private void assertRun(long firstVersion, long lastVersion) {
        assertThat(first()).hasValueSatisfying(run -> {
            assertThat(run.firstVersion()).isEqualTo(firstVersion);
            assertThat(run.lastVersion()).isEqualTo(lastVersion);
        });
    }

    private void begin() {
        rows.clear();
        version = 0;
    }

    private void narrow(int count, int entries, int bytes) {
        for (int i = 0; i < count; i++) {
            row(entries, bytes, true);
        }
    }

    private void row(int entries, int bytes, boolean packed) {
        rows.add(new MergeRun.Row(version + 1, version + entries, bytes, packed));
        version += entries;
    }
}
