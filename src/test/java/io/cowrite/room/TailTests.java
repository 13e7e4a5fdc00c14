package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stays in memory behind the head. */
class TailTests {

    private static final int MUCH = 1_000_000;
    private static final Hash HASH = Hash.of(new byte[32]);

    @Test
    void soManyEntriesStayAndNoMore() {
        assertThat(three().append(entries(4, 4, 100), 4, MUCH).base().version()).isZero();
        Tail over = three().append(entries(4, 6, 100), 4, MUCH);
        assertThat(over.base().version()).isEqualTo(2);
        assertThat(over.range(3, 6)).extracting(SealedEntry::version).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void soManyBytesStayAndNoMore() {
        assertThat(three().append(entries(4, 4, 100), MUCH, 400).base().version()).isZero();
        assertThat(three().append(entries(4, 4, 101), MUCH, 400).base().version()).isEqualTo(1);
    }

    @Test
    void anEntryThatIsLargerStaysAlone() {
        Tail tail = three().append(entries(4, 4, 1_000), MUCH, 400);
        assertThat(tail.base().version()).isEqualTo(3);
        assertThat(tail.size()).isEqualTo(1);
    }

    @Test
    void theNewestOfSoManyBytesAreKeptAndNoMore() {
        Tail tail = three();
        assertThat(tail.newest(300)).isSameAs(tail);
        assertThat(tail.newest(299).base().version()).isEqualTo(1);
        assertThat(tail.newest(200).range(2, 3)).extracting(SealedEntry::version).containsExactly(2L, 3L);
        assertThat(tail.newest(199).base().version()).isEqualTo(2);
        assertThat(tail.newest(99).base().version()).isEqualTo(3);
        assertThat(tail.newest(99).size()).isZero();
    }

    @Test
    void whatFollowsTheNewestFollowsThem() {
        assertThat(three().newest(100).append(entries(4, 4, 100), MUCH, MUCH).range(3, 4))
                .extracting(SealedEntry::version)
                .containsExactly(3L, 4L);
        Tail anew = three().newest(0).append(entries(4, 6, 100), MUCH, 200);
        assertThat(anew.base().version()).as("what was let go does not count").isEqualTo(4);
    }

    /** Three entries of 100 bytes each. */
    private static Tail three() {
        return Tail.after(new Point(0, HASH)).append(entries(1, 3, 100), MUCH, MUCH);
    }

    private static List<SealedEntry> entries(long first, long last, int bytes) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(version -> new SealedEntry(
                        version, new Entry(0, "client", Delta.EMPTY, null, version, "user"), new byte[bytes], HASH))
                .toList();
    }
}
