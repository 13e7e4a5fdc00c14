package io.cowrite.room;

import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What stays in memory behind the head. */
class TailTests {

    private static final int MUCH = 1_000_000;
    private static final Hash HASH = Hash.of(new byte[Hash.BYTES]);

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

    @Test
    void anEntryThatNobodyHoldsIsReadFromItsPage() {
        Tail tail = Tail.after(new Point(0, HASH));
        for (int version = 1; version <= 100; version++) {
            tail = tail.append(entries(version, version, 300), MUCH, MUCH);
        }
        List<String> expected = entries(1, 100, 300).stream().map(TailTests::told).toList();
        for (WeakReference<SealedEntry> one = new WeakReference<>(tail.at(50)); one.get() != null;) {
            System.gc();
        }
        List<SealedEntry> read = tail.range(1, 100);
        assertThat(read).extracting(TailTests::told).isEqualTo(expected);
        // At once: a collection may let it go, whoever still has it.
        assertThat(tail.at(50)).as("decoded once").isSameAs(tail.at(50));
    }

    @Test
    void eachTailKeepsItsOwnWhereTwoFollowOne() {
        Tail tail = three();
        Tail one = tail.append(entries(4, 5, 100, 'a'), MUCH, MUCH);
        Tail other = tail.append(entries(4, 4, 100, 'b'), MUCH, MUCH).append(entries(5, 6, 100, 'c'), MUCH, MUCH);
        assertThat(tail.size()).isEqualTo(3);
        assertThat(letters(one)).isEqualTo("xxxaa");
        assertThat(letters(other)).isEqualTo("xxxbcc");
        assertThat(letters(one.append(entries(6, 6, 100, 'd'), MUCH, MUCH))).isEqualTo("xxxaad");
    }

    @Test
    void pagesBeginSmallAndGrow() {
        assertThat(Tail.after(new Point(0, HASH)).pages()).isZero();
        int entry = 100 + Hash.BYTES;
        int three = 1_024 / entry + 2_048 / entry + 4_096 / entry;
        Tail tail = Tail.after(new Point(0, HASH)).append(entries(1, three, 100), MUCH, MUCH);
        assertThat(tail.pages()).isEqualTo(3);
        int more = 2 * (TailPage.BYTES / entry);
        assertThat(tail.append(entries(three + 1, three + more, 100), MUCH, MUCH).pages()).isEqualTo(5);
        assertThat(tail.append(entries(three + 1, three + more + 1, 100), MUCH, MUCH).pages()).isEqualTo(6);
    }

    @Test
    void whatIsCutIsLetGoPageByPage() {
        Tail tail = Tail.after(new Point(0, HASH)).append(entries(1, 1_000, 100), MUCH, MUCH);
        int ofAPage = TailPage.BYTES / (100 + Hash.BYTES);
        assertThat(tail.pages()).isGreaterThan(10);
        assertThat(tail.append(entries(1_001, 1_001, 100), 2 * ofAPage, MUCH).pages()).isLessThanOrEqualTo(3);
        assertThat(tail.newest(100).pages()).isEqualTo(1);
        assertThat(tail.newest(99).pages()).isZero();
    }

    @Test
    void theNewestPagesOfSoMuchMemoryAreKept() {
        Tail tail = Tail.after(new Point(0, HASH)).append(entries(1, 1_000, 100), MUCH, MUCH);
        assertThat(tail.newestWithin(tail.heapBytes(), 1_000)).isSameAs(tail);
        Tail less = tail.newestWithin(tail.heapBytes() - 1, 1_000);
        assertThat(less.base().version()).isEqualTo(TailPage.BYTES_FIRST / (100 + Hash.BYTES));
        assertThat(tail.heapBytes() - less.heapBytes()).isBetween((long) TailPage.BYTES_FIRST,
                2L * TailPage.BYTES_FIRST);
        assertThat(tail.newestWithin(0, 1_000).size()).isZero();
        assertThat(tail.newestWithin(0, 1_000).heapBytes()).isZero();
        Tail last = tail.newestWithin(0, 999);
        assertThat(last.pages()).isEqualTo(1);
        assertThat(tail.newestWithin(0, last.base().version()).pages()).isEqualTo(1);
        assertThat(tail.newestWithin(0, last.base().version() - 1).pages()).isEqualTo(2);
    }

    @Test
    void whatWasDroppedLeavesNoLargePages() {
        Tail tail = Tail.after(new Point(0, HASH)).append(entries(1, 200, 100), MUCH, MUCH);
        long before = tail.heapBytes();
        for (int version = 201; version <= 300; version++) {
            tail.append(entries(version, version, 100, 'd'), MUCH, MUCH);
            tail = tail.append(entries(version, version, 100), MUCH, MUCH);
        }
        assertThat(tail.heapBytes() - before).isLessThan(100L * 2 * TailPage.BYTES_FIRST);
    }

    @Test
    void onlyWhatFollowsIsAppended() {
        assertThatIllegalArgumentException().isThrownBy(() -> three().append(entries(5, 5, 100), MUCH, MUCH));
        assertThatIllegalArgumentException().isThrownBy(() -> three().append(entries(3, 4, 100), MUCH, MUCH));
    }

    @Test
    void hashesAreKnownFromTheBaseToTheLast() {
        Tail tail = three().newest(200);
        assertThat(tail.hashAt(0)).isNull();
        assertThat(tail.hashAt(1)).isEqualTo(hash(1)).isEqualTo(tail.base().hash());
        assertThat(tail.hashAt(2)).isEqualTo(hash(2));
        assertThat(tail.hashAt(3)).isEqualTo(hash(3));
        assertThat(tail.hashAt(4)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> tail.at(1));
        assertThatIllegalArgumentException().isThrownBy(() -> tail.at(4));
    }

    @Test
    void entriesOfAnySizeFillPagesAndLeaveNoHoles() {
        Tail tail = Tail.after(new Point(0, HASH));
        long bytes = 0;
        for (int version = 1; version <= 500; version++) {
            int size = 100 + version * version % 977 + (version % 50 == 0 ? 2 * TailPage.BYTES : 0);
            tail = tail.append(entries(version, version, size), 400, MUCH);
            bytes += version > 100 ? size : 0;
        }
        assertThat(tail.base().version()).isEqualTo(100);
        assertThat(tail.heapBytes()).as("pages are full, nearly").isBetween(bytes + 400 * Hash.BYTES, bytes * 5 / 4);
        for (int version = 101; version <= 500; version++) {
            assertThat(tail.at(version).version()).isEqualTo(version);
            assertThat(tail.hashAt(version)).isEqualTo(hash(version));
        }
    }

    /** Three entries of 100 bytes each. */
    private static Tail three() {
        return Tail.after(new Point(0, HASH)).append(entries(1, 3, 100), MUCH, MUCH);
    }

    private static List<SealedEntry> entries(long first, long last, int bytes) {
        return entries(first, last, bytes, 'x');
    }

    /** Each inserts as many of {@code letter} as it takes to be {@code bytes} long. */
    private static List<SealedEntry> entries(long first, long last, int bytes, char letter) {
        return LongStream.rangeClosed(first, last).mapToObj(version -> entry(version, bytes, letter)).toList();
    }

    private static SealedEntry entry(long version, int bytes, char letter) {
        int without = EntryCodec.encode(inserting(String.valueOf(letter))).length - 1;
        Entry entry = inserting(String.valueOf(letter).repeat(bytes - without));
        return new SealedEntry(version, entry, EntryCodec.encode(entry), hash(version));
    }

    private static Entry inserting(String text) {
        return new Entry(0, "c", TestSession.insert(0, text), null, 1, "u");
    }

    private static Hash hash(long version) {
        byte[] bytes = new byte[Hash.BYTES];
        bytes[0] = (byte) version;
        bytes[Hash.BYTES - 1] = (byte) (version >> 8);
        return Hash.of(bytes);
    }

    private static String told(SealedEntry entry) {
        return entry.version() + " " + entry.entry() + " " + Arrays.toString(entry.bytes()) + " " + entry.hash();
    }

    /** The first letter of each entry. */
    private static String letters(Tail tail) {
        return tail.range(tail.base().version() + 1, tail.lastVersion()).stream()
                .map(sealed -> new String(sealed.bytes(), StandardCharsets.UTF_8).replaceAll(".*insert\":\"(.).*",
                        "$1"))
                .collect(Collectors.joining());
    }
}
