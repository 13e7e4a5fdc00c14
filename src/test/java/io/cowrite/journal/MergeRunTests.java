package io.cowrite.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergeRunTests {

    private static final int ROWS_MIN = 200;

    private final List<MergeRun.Row> rows = new ArrayList<>();
    private long version;

    @Test
    void j15AFewRowsWait() {
        plain(ROWS_MIN - 1, 1, 100);
        assertThat(first()).isEmpty();
        plain(1, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(ROWS_MIN));
    }

    @Test
    void j15ARowTakesAThousandEntriesOr256KiB() {
        plain(1_500, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(1_000));
        begin();
        plain(10, 10, 100 << 10);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.rows()).hasSize(2));
    }

    @Test
    void j15AThousandEntriesFitAndNotOneMore() {
        plain(1, 999, 100);
        plain(1, 1, 100);
        plain(1, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(1_000));
        begin();
        plain(1, 999, 100);
        plain(1, 2, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(999));
    }

    @Test
    void j15Bytes256KiBFitAndNotOneMore() {
        plain(2, 1, 128 << 10);
        plain(1, 1, 1);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(2));
        begin();
        plain(1, 1, 128 << 10);
        plain(1, 1, (128 << 10) + 1);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(1));
    }

    @Test
    void j15RowsAreMergedOnceTheLeastAndTheMostThatMayBeAskedForWait() {
        plain(1, 1, 100);
        assertThat(MergeRun.first(rows, 2)).isEmpty();
        plain(1, 1, 100);
        assertThat(MergeRun.first(rows, 2)).hasValueSatisfying(run -> assertThat(run.entries()).isEqualTo(2));
        plain(997, 1, 100);
        assertThat(MergeRun.first(rows, 1_000)).isEmpty();
        plain(1, 1, 100);
        assertThat(MergeRun.first(rows, 1_000)).hasValueSatisfying(
                run -> assertThat(run.entries()).isEqualTo(1_000));
    }

    @Test
    void j15AMebibyteIsPackedAndNotOneByteMore() {
        plain(1, 1, 1 << 20);
        plain(1, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.lastVersion()).isEqualTo(1));
        begin();
        plain(1, 1, (1 << 20) + 1);
        plain(1, 1, 100);
        assertThat(first()).isEmpty();
    }

    @Test
    void j15APackedRowThatHasRoomIsFilled() {
        packed(600, 90_000);
        plain(ROWS_MIN, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> {
            assertThat(run.firstVersion()).isEqualTo(1);
            assertThat(run.entries()).isEqualTo(800);
            assertThat(run.plain()).isEqualTo(ROWS_MIN);
        });
    }

    @Test
    void j15APackedRowIsNeverWrittenAnewAlone() {
        packed(600, 90_000);
        packed(600, 90_000);
        assertThat(first()).isEmpty();
        plain(ROWS_MIN - 1, 1, 100);
        assertThat(first()).isEmpty();
    }

    @Test
    void j15AFullPackedRowIsPassedOver() {
        packed(1_000, 150_000);
        plain(ROWS_MIN, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> assertThat(run.firstVersion()).isEqualTo(1_001));
    }

    @Test
    void j15LargeRowsArePackedAloneAndTheLargestNever() {
        plain(1, 1, RowForm.PACKED_BYTES_MAX + 1);
        plain(1, 2_000, 300 << 10);
        plain(1, 1, 100);
        assertThat(first()).hasValueSatisfying(run -> {
            assertThat(run.rows()).hasSize(1);
            assertThat(run.firstVersion()).isEqualTo(2);
        });
    }

    @Test
    void j15NothingIsMergedAcrossAGapOrAfterIt() {
        plain(ROWS_MIN - 1, 1, 100);
        version++;
        plain(ROWS_MIN, 1, 100);
        assertThat(first()).isEmpty();
    }

    private Optional<MergeRun> first() {
        return MergeRun.first(rows, ROWS_MIN);
    }

    private void begin() {
        rows.clear();
        version = 0;
    }

    private void plain(int count, int entries, int bytes) {
        for (int i = 0; i < count; i++) {
            row(entries, bytes, false);
        }
    }

    private void packed(int entries, int bytes) {
        row(entries, bytes, true);
    }

    private void row(int entries, int bytes, boolean packed) {
        rows.add(new MergeRun.Row(version + 1, version + entries, bytes, packed));
        version += entries;
    }
}
