package io.cowrite.client;

import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReplicaTests {

    private final InMemoryServer server = new InMemoryServer();
    private final Link ann = new Link(server, "ann");
    private final Link bob = new Link(server, "bob");

    @Test
    void oneSubmissionIsInFlightAndTypingIsComposedMeanwhile() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "a"));
        Edits.edit(ann, Edits.insert(1, "b"));
        Edits.edit(ann, Edits.insert(2, "c"));
        assertThat(ann.toServer).hasSize(1);
        ann.drain();
        assertThat(server.log.stream().map(sealed -> sealed.entry().operation()))
                .containsExactly(Edits.insert(0, "a"), Edits.insert(1, "bc"));
    }

    @Test
    void aResendIsTheSameToTheByteAndSettlesOnce() {
        join(ann);
        join(bob);
        Edits.edit(ann, Edits.insert(0, "a"));
        String sent = ann.toServer.getLast();
        ann.serverTakes();
        Edits.edit(bob, Edits.insert(0, "b"));
        bob.drain();
        ann.cut();
        ann.connect();
        ann.serverTakes();
        ann.clientTakes();
        assertThat(ann.toServer).containsExactly(sent);
        ann.drain();
        assertThat(ann.settled).hasSize(1);
        assertThat(ann.replica.shown().toString()).isEqualTo("ab");
        assertThat(server.log).hasSize(2);
        assertThat(ann.loads).isEqualTo(1);
    }

    @Test
    void eachHelloCountsUpItsAttempt() {
        ann.connect();
        assertThat(ann.toServer.getLast()).contains("\"attempt\":1").contains("\"clientId\":\"ann-1\"");
        ann.drain();
        ann.cut();
        ann.connect();
        assertThat(ann.toServer.getLast()).contains("\"attempt\":2").contains("\"clientId\":\"ann-1\"");
    }

    @Test
    void whoWasNeverLoadedJoinsUnderANewClientId() {
        ann.connect();
        ann.cut();
        ann.connect();
        assertThat(ann.toServer.getLast()).contains("\"clientId\":\"ann-2\"").doesNotContain("since");
    }

    @Test
    void pointsAreAtMostEightAndTheBaseOfWhatIsInFlightIsOneOfThem() {
        join(ann);
        join(bob);
        Edits.edit(bob, Edits.insert(0, "b"));
        bob.drain();
        ann.drain();
        Edits.edit(ann, Edits.insert(0, "a"));
        ann.toServer.clear();
        for (int i = 0; i < 20; i++) {
            Edits.edit(bob, Edits.insert(0, "b"));
            bob.drain();
            ann.drain();
        }
        ann.cut();
        ann.connect();
        assertThat(ann.toServer.getLast().split("\"version\"", -1)).hasSize(9);
        assertThat(ann.toServer.getLast()).contains("{\"version\":21,").contains("{\"version\":15,")
                .contains("{\"version\":1,");
        ann.drain();
        bob.drain();
        assertThat(ann.replica.isSettled()).isTrue();
        assertThat(bob.replica.shown().toString()).isEqualTo(ann.replica.shown().toString()).contains("a");
    }

    @Test
    void anOwnEntryThatDiffersSendsEverythingUnsettledToTheTray() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "mine"));
        Edits.edit(ann, Edits.insert(4, " later"));
        ann.toServer.clear();
        server.commit(new Entry(1, "ann-1", Edits.insert(0, "odd"), null, 1, "ann"));
        ann.drain();
        assertThat(ann.unsaved).extracting(Unsaved::insertedText).containsExactly("mine", " later");
        assertThat(ann.unsaved).extracting(Unsaved::perhapsSaved).containsExactly(true, false);
        assertThat(ann.unsaved).extracting(Unsaved::reason).containsOnly(Unsaved.Reason.STRAY_ENTRY);
        assertJoinedAnew("odd");
    }

    @Test
    void anOwnEntryThatWasNeverSentIsStray() {
        join(ann);
        server.commit(new Entry(1, "ann-1", Edits.insert(0, "odd"), null, 7, "ann"));
        ann.drain();
        assertJoinedAnew("odd");
    }

    @Test
    void anotherAuthorsEntryUnderOnesClientIdIsNotOnesOwn() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "a"));
        ann.toServer.clear();
        server.commit(new Entry(1, "ann-1", Edits.insert(0, "b"), null, 1, "bob"));
        ann.serverSends(1);
        ann.clientTakes();
        assertThat(ann.replica.isSettled()).isFalse();
        assertThat(ann.replica.shown().toString()).isEqualTo("ba");
    }

    @Test
    void whoseNewestPointIsUnknownReloadsAndKeepsItsEditsInTheTray() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "x"));
        ann.drain();
        Edits.edit(ann, Edits.insert(1, "y"));
        ann.drain();
        Edits.edit(ann, Edits.insert(2, "z"));
        ann.cut();
        server.rollBackTo(1);
        ann.connect();
        ann.drain();
        assertThat(ann.unsaved).extracting(Unsaved::insertedText).containsExactly("z");
        assertThat(ann.unsaved).extracting(Unsaved::reason).containsExactly(Unsaved.Reason.POINT_UNKNOWN);
        assertJoinedAnew("x");
    }

    @Test
    void aGapAWrongHashAndAStrangeHeartbeatBreakTheHistory() {
        ServerMessage.Ops good = ops(1, new Entry(1, "c", Edits.insert(0, "x"), null, 1, "bob"));
        List<ServerMessage> faults = List.of(
                new ServerMessage.Ops(2, good.operations(), good.hash(), null),
                new ServerMessage.Ops(1, good.operations(), server.hashAt(0), null),
                ops(1, new Entry(1, "c", Edits.delete(0, 1), null, 1, "bob")),
                new ServerMessage.Heartbeat(1, good.hash()),
                new ServerMessage.Content(Edits.insert(0, "x")));
        for (ServerMessage fault : faults) {
            Link link = new Link(server, "ann");
            join(link);
            link.push(fault);
            link.clientTakes();
            assertThat(link.wantsReconnect).as(fault.toString()).isTrue();
        }
        Link link = new Link(server, "ann");
        join(link);
        link.push(good);
        link.push(new ServerMessage.Heartbeat(1, good.hash()));
        while (link.clientTakes()) {
            assertThat(link.wantsReconnect).isFalse();
        }
        assertThat(link.replica.shown().toString()).isEqualTo("x");
    }

    @Test
    void whatAnAbandonedConnectionStillBringsCountsForNothing() {
        join(ann);
        ann.push(new ServerMessage.Content(Edits.insert(0, "x")));
        ann.clientTakes();
        ann.wantsReconnect = false;
        ann.push(new ServerMessage.Content(Edits.insert(0, "x")));
        ann.clientTakes();
        assertThat(ann.wantsReconnect).isFalse();
        assertThat(ann.replica.clientId()).isEqualTo("ann-2");
    }

    @Test
    void anotherAuthorIsAnotherReplica() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "a"));
        ann.cut();
        ann.connect();
        String hello = ann.toServer.removeFirst();
        assertThat(hello).contains("ann-1");
        ServerMessage.Welcome welcome = new ServerMessage.Welcome(
                "s", "ann-1", new ServerMessage.User("zoe", "Zoe", "#000000"), "editor",
                DocumentType.TEXT, "", 0, server.hashAt(0), true, 0, 0, 1, Limits.DEFAULTS);
        ann.push(welcome);
        ann.clientTakes();
        assertThat(ann.unsaved).extracting(Unsaved::reason).containsExactly(Unsaved.Reason.AUTHOR_CHANGED);
        assertThat(ann.unsaved.getFirst().perhapsSaved()).isTrue();
        assertThat(ann.toServer).isEmpty();
    }

    @Test
    void aSelectionWaitsForPendingEditsAndNamesWhatIsInFlight() {
        join(ann);
        ann.replica.select(new Selection(0, 0));
        assertThat(ann.toServer.removeLast())
                .isEqualTo("{\"type\":\"presence\",\"baseVersion\":0,\"selection\":{\"anchor\":0,\"head\":0}}");
        Edits.edit(ann, Edits.insert(0, "a"));
        ann.replica.select(new Selection(1, 1));
        assertThat(ann.toServer.peekLast())
                .isEqualTo(
                        "{\"type\":\"presence\",\"baseVersion\":0,\"sequence\":1,\"selection\":{\"anchor\":1,\"head\":1}}");
        Edits.edit(ann, Edits.insert(1, "b"));
        ann.replica.select(new Selection(2, 2));
        assertThat(ann.toServer).hasSize(2);
        ann.serverTakes();
        ann.serverTakes();
        ann.serverSends(1);
        ann.clientTakes();
        assertThat(ann.toServer).hasSize(2);
        assertThat(ann.toServer.peekLast())
                .isEqualTo(
                        "{\"type\":\"presence\",\"baseVersion\":1,\"sequence\":2,\"selection\":{\"anchor\":2,\"head\":2}}");
    }

    @Test
    void selectionsOfOthersMoveThroughOnesOwnEdits() {
        join(ann);
        Edits.edit(ann, Edits.insert(0, "ab"));
        Edits.edit(ann, Edits.insert(0, "c"));
        assertThat(ann.replica.shownPosition(0)).isEqualTo(3);
    }

    @Test
    void whoLosesTheRightToWriteSendsNothingAndResendsWhenItComesBack() {
        join(ann);
        ann.push(role("viewer"));
        ann.clientTakes();
        Edits.edit(ann, Edits.insert(0, "a"));
        assertThat(ann.toServer).isEmpty();
        ann.push(role("editor"));
        ann.clientTakes();
        String sent = ann.toServer.removeLast();
        assertThat(sent).contains("\"submit\"");
        ann.push(role("viewer"));
        ann.push(role("editor"));
        ann.clientTakes();
        ann.clientTakes();
        assertThat(ann.toServer).containsExactly(sent);
    }

    @Test
    void whatIsLargerThanTheLimitIsSentInSeveral() {
        server.limits = new Limits(1_024, 10, 1_000_000, 200);
        join(ann);
        String text = "é😀\n".repeat(1_000);
        Edits.edit(ann, Edits.insert(0, text));
        ann.drain();
        assertThat(server.log.size()).isBetween(8, 12);
        assertThat(server.content().toString()).isEqualTo(text);
        assertThat(ann.replica.isSettled()).isTrue();
    }

    @Test
    void anEditThatDoesNotFitChangesNothing() {
        assertThatIllegalStateException().isThrownBy(() -> ann.replica.edit(Edits.insert(0, "x")));
        join(ann);
        assertThatExceptionOfType(InapplicableException.class)
                .isThrownBy(() -> ann.replica.edit(Edits.delete(0, 1)));
        assertThat(ann.toServer).isEmpty();
        assertThat(ann.replica.isSettled()).isTrue();
    }

    private void assertJoinedAnew(String content) {
        assertThat(ann.replica.clientId()).isEqualTo("ann-2");
        assertThat(ann.replica.shown().toString()).isEqualTo(content);
        assertThat(ann.loads).isEqualTo(2);
        assertThat(ann.replica.isSettled()).isTrue();
        Edits.edit(ann, Edits.insert(0, "!"));
        ann.drain();
        assertThat(server.content().toString()).isEqualTo("!" + content);
    }

    private ServerMessage.Ops ops(long firstVersion, Entry entry) {
        Hash hash = HashChain.next(server.hashAt(0), EntryCodec.encode(entry));
        return new ServerMessage.Ops(firstVersion, List.of(entry), hash, null);
    }

    private static ServerMessage.Notice role(String role) {
        return new ServerMessage.Notice(NoticeCode.ROLE_CHANGED, "", role, null, null);
    }

    private static void join(Link link) {
        link.connect();
        link.drain();
        assertThat(link.replica.isLive()).isTrue();
    }
}
