package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.journal.LogRow;
import io.cowrite.presence.Present;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.Selection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.cowrite.room.TestSession.insert;
import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes with one log; what passes between them is carried by hand. */
class NeighbourTests {

    private static final Hash STRANGE = Hash.of(new byte[32]);

    private final RoomWorld world = new RoomWorld(RoomSettings.DEFAULTS, 1);
    private final UUID document = world.documentId;
    private final ToldPeers toldByA = new ToldPeers(1);
    private final ToldPeers toldByB = new ToldPeers(2);
    private final Rooms a = node(toldByA);
    private final Rooms b = node(toldByB);
    private final TestSession ann = join(a, "ann");
    private final TestSession ben = join(b, "ben");

    private Rooms node(Peers peers) {
        RoomPorts ports = world.ports();
        return new Rooms(new RoomPorts(ports.journal(), ports.documents(), ports.executor(), ports.time(),
                ports.random(), ports.meter(), ports.quarantine(), peers), world.settings);
    }

    private TestSession join(Rooms node, String name, Point... since) {
        Author author = new Author("user-" + name, name, "#abcdef");
        TestSession session = new TestSession(world, author, "client-" + name, 1, List.of(since), node);
        world.settle();
        return session;
    }

    private int reads() {
        return world.journal.reads(document);
    }

    private void tell(Rooms node, CommittedElsewhere row) {
        node.inbox().committed(document, row);
        world.settle();
    }

    private static CommittedElsewhere with(CommittedElsewhere told, List<byte[]> entries, Hash hash) {
        long first = told.row().firstVersion();
        return new CommittedElsewhere(told.node(), told.follows(),
                new LogRow(first, first + entries.size() - 1, hash, entries));
    }

    @Test
    @DisplayName("[N2] a row that chains is taken without a read; told again it changes nothing")
    void aRowThatChainsIsTaken() {
        ann.write(1, "hello", 0);
        int before = reads();
        tell(b, toldByA.rows.getFirst());
        assertThat(ben.text()).isEqualTo("hello");
        tell(b, toldByA.rows.getFirst());
        assertThat(ben.text()).isEqualTo("hello");
        assertThat(reads()).isEqualTo(before);
        ben.write(1, "!", 5);
        assertThat(ben.text()).as("goes on from there at once").isEqualTo("hello!");
        assertThat(reads()).isEqualTo(before);
    }

    enum Lie {
        OTHER_BYTES,
        OTHER_HASH,
        OTHER_BEFORE,
        ONE_MORE,
        LATER
    }

    private static CommittedElsewhere distorted(CommittedElsewhere told, Lie lie) {
        LogRow row = told.row();
        byte[] entry = row.entries().getFirst();
        byte[] other = new String(entry, StandardCharsets.UTF_8).replace("hello", "HELLO")
                .getBytes(StandardCharsets.UTF_8);
        return switch (lie) {
            case OTHER_BYTES -> with(told, List.of(other), row.hash());
            case OTHER_HASH -> with(told, row.entries(), STRANGE);
            case OTHER_BEFORE -> new CommittedElsewhere(told.node(), STRANGE, row);
            case ONE_MORE -> with(told, List.of(entry, other), HashChain.next(row.hash(), entry));
            case LATER -> new CommittedElsewhere(told.node(), row.hash(),
                    new LogRow(row.lastVersion() + 1, row.lastVersion() + 1, HashChain.next(row.hash(), other),
                            List.of(other)));
        };
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[N2] a row that does not chain is not believed: the log is read")
    void whatDoesNotChainIsAHint(Lie lie) {
        ann.write(1, "hello", 0);
        int before = reads();
        tell(b, distorted(toldByA.rows.getFirst(), lie));
        assertThat(ben.text()).isEqualTo("hello");
        assertThat(ben.closed).isNull();
        assertThat(reads()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_BYTES", "OTHER_HASH", "ONE_MORE"})
    @DisplayName("[N2] what differs from a version that is here already only has the log read")
    void whatDiffersFromWhatIsKnownIsAHint(Lie lie) {
        ann.write(1, "hello", 0);
        tell(b, toldByA.rows.getFirst());
        tell(b, distorted(toldByA.rows.getFirst(), lie));
        world.pass(1_000);
        assertThat(ben.text()).isEqualTo("hello");
        assertThat(ben.closed).isNull();
    }

    @Test
    @DisplayName("[N2] rows out of order, or some of them only, end in the same text")
    void rowsOutOfOrder() {
        for (int i = 0; i < 4; i++) {
            ann.write(i + 1L, String.valueOf(i), i);
        }
        tell(b, toldByA.rows.get(2));
        assertThat(ben.text()).isEqualTo("0123");
        tell(b, toldByA.rows.get(0));
        tell(b, toldByA.rows.get(3));
        assertThat(ben.text()).isEqualTo("0123");
    }

    @Test
    @DisplayName("[N2] however many hints come, the log is read once at once and then every 200 ms")
    void hintsAreBounded() {
        int before = reads();
        for (int i = 0; i < 1_000; i++) {
            b.inbox().mayHaveMoved(document);
            world.settle();
        }
        assertThat(reads()).isEqualTo(before + 1);
        ann.write(1, "x", 0);
        assertThat(ben.text()).isEmpty();
        world.pass(Neighbours.HINTS_APART_MILLIS);
        assertThat(ben.text()).isEqualTo("x");
        world.pass(60_000);
        assertThat(reads()).isEqualTo(before + 2);
    }

    @Test
    @DisplayName("[N2] a row that is told while an append is under way says why that was lost, without a read")
    void aRowIsHeldWhileAnAppendIsUnderWay() {
        world.journal.next(Fault.SLOW);
        ben.write(1, "b", 0);
        ann.write(1, "a", 0);
        int before = reads();
        tell(b, toldByA.rows.getFirst());
        assertThat(ben.text()).isEmpty();
        world.journal.release();
        world.settle();
        assertThat(ben.text()).isEqualTo("ab");
        assertThat(reads()).isEqualTo(before);
    }

    @Test
    @DisplayName("[N2] more rows than are held while an append is under way are read from the log")
    void heldRowsAreBounded() {
        world.journal.next(Fault.SLOW);
        ben.write(1, "b", 0);
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            ann.write(i + 1L, "a", i);
            written.append('a');
            b.inbox().committed(document, toldByA.rows.getLast());
        }
        world.settle();
        world.journal.release();
        world.pass(1_000);
        assertThat(ben.text()).isEqualTo(written + "b");
    }

    @Test
    @DisplayName("[N2] what was appended before a failover and after it is told of neither")
    void nothingIsToldAcrossAFailover() {
        world.journal.next(Fault.SLOW);
        ann.write(1, "a", 0);
        toldByA.timeline = "two";
        world.journal.release();
        world.settle();
        assertThat(ann.text()).isEqualTo("a");
        assertThat(toldByA.rows).isEmpty();
    }

    @Test
    @DisplayName("[N5] alone, nobody is told anything")
    void aloneNobodyIsTold() {
        toldByA.alone(true);
        int presence = toldByA.presence.size();
        ann.write(1, "a", 0);
        world.pass(60_000);
        assertThat(toldByA.rows).isEmpty();
        assertThat(toldByA.presence).hasSize(presence);
    }

    /** Lets B win {@code times} against A, which has one submission under way, and tells A. */
    private void loseAtA(int times) {
        world.journal.next(Fault.SLOW);
        ann.submit(1, ann.cursor.version(), insert(0, "[ann]"));
        world.settle();
        for (int i = 0; i < times; i++) {
            ben.write(i + 1L, "b", 0);
            tell(a, toldByB.rows.getLast());
            if (i < times - 1) {
                world.journal.next(Fault.SLOW);
            }
            world.journal.release();
            if (i == times - 1) {
                world.journal.next(Fault.SLOW);
            }
            world.settle();
        }
    }

    @Test
    @DisplayName("[N6] after three lost appends in a row the winner commits copies; the log has each once")
    void theWinnerCommitsForWhoLoses() {
        loseAtA(2);
        assertThat(toldByA.asked).isEmpty();
    }

    @Test
    @DisplayName("[N6] the winner commits a copy, and its author is told so by the log")
    void aCopyIsCommitted() {
        loseAtA(Neighbours.LOSSES);
        ToldPeers.Asked asked = toldByA.asked.getFirst();
        assertThat(asked.winner()).isEqualTo(toldByB.id);
        assertThat(asked.copies()).singleElement().satisfies(copy -> assertThat(copy.userId()).isEqualTo("user-ann"));
        b.inbox().forwarded(document, asked.copies());
        b.inbox().forwarded(document, asked.copies());
        world.settle();
        assertThat(ben.text()).contains("[ann]");
        assertThat(ann.text()).doesNotContain("[ann]");
        world.journal.release(); // A's own append goes on, and loses.
        world.pass(10_000);
        assertThat(ann.text()).isEqualTo(ben.text());
        assertThat(occurrences()).isEqualTo(1);
        ann.write(2, "more", 0);
        assertThat(ann.text()).startsWith("more");
    }

    @Test
    @DisplayName("[N6] where the loser commits in the end, the copy is a resend")
    void bothMayCommit() {
        loseAtA(Neighbours.LOSSES);
        world.journal.release();
        world.settle();
        assertThat(ann.text()).contains("[ann]");
        b.inbox().forwarded(document, toldByA.asked.getFirst().copies());
        world.pass(10_000);
        ben.write(9, "!", 0);
        assertThat(ben.text()).isEqualTo("!" + ann.text());
        assertThat(occurrences()).isEqualTo(1);
    }

    private long occurrences() {
        return world.entries().stream()
                .filter(entry -> entry.userId().equals("user-ann") && entry.sequence() == 1)
                .count();
    }

    private ForwardedSubmission copy(long base, Hash hash) {
        return new ForwardedSubmission("user-cid", "client-cid", 1, base, hash, insert(0, "[cid]"), 30);
    }

    private String afterForwarding(ForwardedSubmission copy) {
        b.inbox().forwarded(document, List.of(copy));
        world.pass(10_000);
        return ben.text();
    }

    @Test
    @DisplayName("[N6] a copy whose base has another hash here is dropped; with the right one it is committed")
    void aCopyOnAnotherLogIsDropped() {
        ben.write(1, "b", 0);
        assertThat(afterForwarding(copy(1, STRANGE))).isEqualTo("b");
        assertThat(afterForwarding(copy(2, STRANGE))).isEqualTo("b");
        assertThat(afterForwarding(copy(1, ben.cursor.hash()))).isEqualTo("[cid]b");
    }

    @Test
    @DisplayName("[N6] a copy whose base is not here yet has the log read first")
    void aCopyAheadHasTheLogRead() {
        ann.write(1, "a", 0);
        assertThat(afterForwarding(copy(1, ann.cursor.hash()))).isEqualTo("[cid]a");
        assertThat(afterForwarding(copy(9, STRANGE))).isEqualTo("[cid]a");
    }

    @Test
    @DisplayName("[N6] a copy is judged by its author's rights, whoever sends it")
    void aCopyIsJudgedByRights() {
        world.rights(Role.VIEWER, false, false);
        assertThat(afterForwarding(copy(0, HashChain.start(document, DocumentType.TEXT)))).isEmpty();
        assertThat(world.entries()).isEmpty();
    }

    private static PresentElsewhere there(long count, long version, Present... people) {
        return new PresentElsewhere(new UUID(0, 7), count, version, List.of(people));
    }

    private static Present person(String session, int at) {
        Author author = new Author("user-" + session, session, "#000000");
        return new Present(session, author, new Selection(at, at), null, 0);
    }

    private List<String> seenByBen() {
        return ben.live().view().roster().present().stream()
                .map(one -> one.sessionId().equals(ben.live().id()) ? "ben" : one.sessionId() + " " + one.selection())
                .toList();
    }

    @Test
    @DisplayName("[N2] who is elsewhere is shown where they are, and gone when their node says so or is silent")
    void whoIsElsewhereIsShown() {
        ben.write(1, "hello", 0);
        b.inbox().present(document, there(1, 1, person("zoe", 2), person("yan", 0)));
        world.settle();
        Selection two = new Selection(2, 2);
        assertThat(seenByBen()).containsExactlyInAnyOrder("ben", "zoe " + two, "yan " + new Selection(0, 0));
        ben.write(2, "<", 0);
        assertThat(seenByBen()).contains("zoe " + new Selection(3, 3));
        b.inbox().present(document, there(2, 2, person("zoe", 1)));
        world.settle();
        assertThat(seenByBen()).containsExactlyInAnyOrder("ben", "zoe " + new Selection(1, 1));
        b.inbox().present(document, there(1, 1, person("old", 0)));
        world.settle();
        assertThat(seenByBen()).as("what comes late is of no interest").hasSize(2);
        world.pass(Visitors.SILENCE_MILLIS - 1);
        assertThat(seenByBen()).hasSize(2);
        world.pass(Visitors.SILENCE_MILLIS);
        assertThat(seenByBen()).containsExactly("ben");
    }

    @Test
    @DisplayName("[N2] a selection that counts at a version that is not here yet waits for it")
    void aSelectionAheadWaits() {
        ann.write(1, "hello", 0);
        b.inbox().present(document, there(1, 1, person("zoe", 5)));
        world.settle();
        assertThat(seenByBen()).containsExactly("ben");
        tell(b, toldByA.rows.getFirst());
        assertThat(seenByBen()).contains("zoe " + new Selection(5, 5));
    }

    @Test
    @DisplayName("[N2] who is here is told soon after a change, then every 5 s, and once when the last has left")
    void whoIsHereIsTold() {
        world.pass(60_000);
        int told = toldByB.presence.size();
        ben.live().show(0, null, new Selection(0, 0), null);
        world.pass(200);
        assertThat(toldByB.presence.size()).isEqualTo(told + 1);
        assertThat(toldByB.presence.getLast().here()).singleElement()
                .satisfies(one -> assertThat(one.selection()).isEqualTo(new Selection(0, 0)));
        world.pass(20_000);
        assertThat(toldByB.presence.size()).isBetween(told + 4, told + 6);
        b.inbox().present(document, there(1, 0, person("zoe", 0)));
        ben.live().leave();
        world.pass(200);
        assertThat(toldByB.presence.getLast().here()).as("those of others are not told on").isEmpty();
        int last = toldByB.presence.size();
        world.pass(60_000);
        assertThat(toldByB.presence).hasSize(last);
    }

    private void poll(Rooms node, Point end, long accessVersion, long begunNanos) {
        node.inbox().polled(document, Optional.of(new PolledHead(end, accessVersion)), begunNanos);
        world.settle();
    }

    @Test
    @DisplayName("[N1] a log that is ahead is read; one that is the same is not")
    void aPollThatIsAhead() {
        ann.write(1, "hello", 0);
        int before = reads();
        poll(b, ann.cursor, 1, 0);
        assertThat(ben.text()).isEqualTo("hello");
        assertThat(reads()).isEqualTo(before + 1);
        poll(b, ann.cursor, 1, world.time().nanos() + 1);
        assertThat(reads()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("[N1] a poll of before the head was committed says nothing about it; a later one that is behind does")
    void aPollThatIsBehind() {
        world.pass(10);
        Point start = ben.cursor;
        long before = world.time().nanos();
        world.pass(10);
        ben.write(1, "x", 0);
        poll(b, start, 1, before);
        assertThat(ben.closed).isNull();
        world.pass(10);
        poll(b, start, 1, world.time().nanos());
        assertThat(ben.closed).isEqualTo(CloseCode.LOG_WENT_BACK);
    }

    @Test
    @DisplayName("[N1] another hash at the head's version is another log")
    void aPollWithAnotherHash() {
        ben.write(1, "x", 0);
        world.pass(10);
        poll(b, new Point(1, STRANGE), 1, world.time().nanos());
        assertThat(ben.closed).isEqualTo(CloseCode.LOG_WENT_BACK);
    }

    @Test
    @DisplayName("[N3] another access version has the rights read again")
    void aPollSeesRights() {
        world.rights(null, false, false);
        world.settle();
        assertThat(ben.closed).isNull();
        poll(b, ben.cursor, 77, 0);
        assertThat(ben.closed).isEqualTo(CloseCode.NO_ACCESS);
    }

    @Test
    @DisplayName("[N3] a document without a log is looked for: purged, it closes with 4410")
    void aPollThatFindsNothing() {
        world.remove();
        b.inbox().polled(document, Optional.empty(), 0);
        world.settle();
        assertThat(ben.closed).isEqualTo(CloseCode.DELETED);
    }

    @Test
    @DisplayName("[N7] blind, who joins waits until the log can be read, and who is in is served")
    void whoJoinsABlindNodeWaits() {
        b.inbox().blind(true);
        world.journal.failReads(3);
        world.rights(null, false, false);
        TestSession late = join(b, "late");
        assertThat(late.joined).isNull();
        assertThat(late.closed).isNull();
        assertThat(ben.closed).isNull();
        world.pass(10_000);
        assertThat(late.closed).isEqualTo(CloseCode.NO_SUCH_DOCUMENT);
        b.inbox().blind(false);
    }

    @Test
    @DisplayName("[N7] blind for too long, everybody is closed with 1011, and may come again")
    void everybodyIsClosed() {
        b.inbox().endAll("the store cannot be reached");
        world.settle();
        assertThat(ben.closed).isEqualTo(CloseCode.SERVER_ERROR);
        assertThat(Objects.requireNonNull(join(b, "ben").joined).resumed()).isFalse();
    }
}
