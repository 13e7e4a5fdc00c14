package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
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
        assertThat(ann.toServer.getLast()).contains("{\"version\":21,").contains("{\"version\":13,")
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
    void whoseLogWentBackStepsBackAndOffersItsOwnEntriesAgainUnderTheirOldSequences() {
        join(ann);
        join(bob);
        type(ann, "x", 0);
        type(bob, "b", 0);
        type(ann, "y", 0);
        Edits.edit(ann, Edits.insert(0, "z"));
        bob.cut();
        ann.cut();
        server.rollBackTo(1);
        ann.connect();
        ann.drain();
        assertThat(ann.unsaved).isEmpty();
        assertThat(ann.steps).containsExactly(1L);
        assertThat(ann.loads).isEqualTo(1);
        assertThat(ann.replica.shown().toString()).isEqualTo("zyx");
        bob.connect();
        bob.drain();
        ann.drain();
        assertThat(server.content().toString()).isEqualTo(ann.replica.shown().toString())
                .isEqualTo(bob.replica.shown().toString())
                .isEqualTo(ann.mirror)
                .hasSize(4);
        assertThat(server.log.stream().map(sealed -> sealed.entry().clientId() + " " + sealed.entry().sequence()))
                .containsExactly("ann-1 1", "ann-1 2", "ann-1 3", "bob-1 1");
    }

    @Test
    void whatTheLogStillHasIsNotOfferedAgainThoughNoPointLiesThere() {
        join(ann);
        join(bob);
        for (int i = 0; i < 40; i++) {
            type(ann, "a", 0);
            type(bob, "b", 0);
        }
        ann.cut();
        String kept = server.rolledBackTo(55);
        ann.connect();
        assertThat(ann.toServer.getLast()).doesNotContain("{\"version\":55,");
        ann.drain();
        assertThat(ann.steps).containsExactly(55L);
        assertThat(ann.replica.shown().toString()).isEqualTo("a".repeat(12) + kept);
        assertThat(ann.settled.stream().map(Entry::sequence)).endsWith(39L, 40L);
        assertThat(ann.settled).hasSize(52);
    }

    @Test
    void aRefusedEntryIsOfferedAgainAsNothing() {
        join(ann);
        type(ann, "a", 0);
        server.limits = new Limits(60_000, 4_000, 1, 200);
        type(ann, "long", 0);
        server.limits = Limits.DEFAULTS;
        type(ann, "c", 1);
        ann.cut();
        server.rollBackTo(1);
        ann.connect();
        ann.drain();
        assertThat(server.log.stream().map(sealed -> sealed.entry().operation()))
                .containsExactly(Edits.insert(0, "a"), Delta.EMPTY, Edits.insert(1, "c"));
        assertThat(ann.unsaved).extracting(Unsaved::insertedText).containsExactly("long");
        assertThat(ann.replica.isSettled()).isTrue();
    }

    @Test
    void whatIsInFlightStaysFrozenIfItsBaseIsNotAboveThePointReached() {
        join(ann);
        join(bob);
        type(ann, "a", 0);
        Edits.edit(ann, Edits.insert(1, "!"));
        String sent = ann.toServer.removeLast();
        type(bob, "b", 0);
        bob.drain();
        ann.drain();
        ann.cut();
        server.rollBackTo(1);
        ann.connect();
        ann.serverTakes();
        ann.clientTakes();
        assertThat(ann.steps).containsExactly(1L);
        assertThat(ann.toServer).containsExactly(sent);
        assertThat(ann.replica.shown().toString()).isEqualTo("a!");
    }

    @Test
    void whatIsInFlightOnALostBaseIsOfferedAtThePointReached() {
        join(ann);
        join(bob);
        type(ann, "a", 0);
        type(bob, "b", 0);
        ann.drain();
        Edits.edit(ann, Edits.insert(2, "!"));
        ann.cut();
        server.rollBackTo(1);
        ann.connect();
        ann.serverTakes();
        ann.clientTakes();
        assertThat(ann.toServer).containsExactly(
                "{\"type\":\"submit\",\"sequence\":2,\"baseVersion\":1,\"operation\":[{\"retain\":1},{\"insert\":\"!\"}]}");
        ann.drain();
        assertThat(server.content().toString()).isEqualTo("a!");
    }

    @Test
    void whoHasNoPointThatTheLogKnowsKeepsWhatItWroteInTheTray() {
        type(bob, "kept", -1);
        join(ann);
        type(ann, "x", 0);
        type(ann, "y", 0);
        Edits.edit(ann, Edits.insert(0, "z"));
        ann.cut();
        server.rollBackTo(0);
        ann.connect();
        ann.drain();
        assertThat(ann.unsaved).extracting(Unsaved::insertedText).containsExactly("x", "y", "z");
        assertThat(ann.unsaved).extracting(Unsaved::reason).containsOnly(Unsaved.Reason.POINT_UNKNOWN);
        assertJoinedAnew("");
    }

    @Test
    void atMostAThousandStepsAreRememberedAndWhatIsInFlightSurvivesBeyond() {
        join(ann);
        join(bob);
        type(bob, "0123456789", 0);
        Edits.edit(ann, Edits.insert(0, "mine"));
        ann.toServer.clear();
        for (int i = 0; i < 1_200; i++) {
            type(bob, "b", i % 7);
            ann.drain();
        }
        type(bob, "c", 5);
        ann.drain();
        ann.cut();
        server.rollBackTo(1_201);
        ann.connect();
        assertThat(ann.toServer.getLast().split("\"version\"", -1)).hasSizeLessThanOrEqualTo(9);
        ann.drain();
        assertThat(ann.steps).containsExactly(1_201L);
        assertThat(ann.unsaved).isEmpty();
        assertThat(ann.replica.isSettled()).isTrue();
        assertThat(server.content().toString()).isEqualTo(ann.replica.shown().toString()).contains("mine")
                .doesNotContain("c");
    }

    @Test
    void othersEntriesMayComeComposed() {
        join(ann);
        join(bob);
        Edits.edit(ann, Edits.insert(0, "mine"));
        ann.toServer.clear();
        type(bob, "b", 0);
        type(bob, "cc", 1);
        Delta composed = Edits.insert(0, "b").compose(Edits.insert(1, "cc"));
        ann.push(new ServerMessage.Catchup(2, composed, server.hashAt(2)));
        ann.clientTakes();
        assertThat(ann.replica.version()).isEqualTo(2);
        assertThat(ann.replica.hash()).isEqualTo(server.hashAt(2));
        assertThat(ann.replica.shown().toString()).isEqualTo(ann.mirror).isEqualTo("bccmine");
        ann.push(new ServerMessage.Catchup(2, composed, server.hashAt(2)));
        ann.clientTakes();
        assertThat(ann.wantsReconnect).as("it does not lead on").isTrue();
    }

    @Test
    void anotherChecksumIsToldAndTheContentLoadedAnew() {
        join(ann);
        type(bob, "b", -1);
        ServerMessage.Ops right = (ServerMessage.Ops) decoded(ServerCodec.ops(server.log, 1908338681L));
        ann.push(right);
        ann.clientTakes();
        assertThat(ann.wantsReconnect).isFalse();
        Edits.edit(ann, Edits.insert(0, "mine"));
        ann.toServer.clear();
        type(bob, "c", 0);
        ann.push((ServerMessage.Ops) decoded(ServerCodec.ops(server.log.subList(1, 2), 7L)));
        ann.clientTakes();
        assertThat(ann.toServer.peekLast()).isEqualTo(
                "{\"type\":\"diverged\",\"version\":2,\"checksum\":" + Text.of("cb").checksum() + "}");
        assertThat(ann.wantsReconnect).isTrue();
        assertThat(ann.unsaved).extracting(Unsaved::insertedText).containsExactly("mine");
        assertThat(ann.unsaved).extracting(Unsaved::reason).containsExactly(Unsaved.Reason.DIVERGED);
    }

    @Test
    void aGapAndAStrangeHeartbeatAreResumedFromAndLoseNothing() {
        join(bob);
        type(bob, "b", 0);
        type(bob, "c", 0);
        List<ServerMessage> faults = List.of(
                decoded(ServerCodec.ops(server.log.subList(1, 2), null)),
                new ServerMessage.Heartbeat(1, server.hashAt(1)),
                new ServerMessage.Heartbeat(0, server.hashAt(1)));
        for (ServerMessage fault : faults) {
            server.rollBackTo(0);
            Link link = new Link(server, "ann");
            join(link);
            Edits.edit(link, Edits.insert(0, "mine"));
            link.push(fault);
            link.clientTakes();
            assertThat(link.wantsReconnect).as(fault.toString()).isTrue();
            link.drain();
            assertThat(link.unsaved).as(fault.toString()).isEmpty();
            assertThat(link.loads).as(fault.toString()).isEqualTo(1);
            assertThat(server.content().toString()).as(fault.toString()).isEqualTo("mine");
        }
    }

    @Test
    void aWrongHashAnEntryThatDoesNotFitAndLateContentBreakTheHistory() {
        ServerMessage.Ops good = ops(1, new Entry(1, "c", Edits.insert(0, "x"), null, 1, "bob"));
        List<ServerMessage> faults = List.of(
                new ServerMessage.Ops(1, good.operations(), server.hashAt(0), null),
                ops(1, new Entry(1, "c", Edits.delete(0, 1), null, 1, "bob")),
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

    /** Inserts and lets it get through; at -1 the link joins first. */
    private void type(Link link, String text, int at) {
        if (at < 0) {
            join(link);
        }
        link.drain();
        Edits.edit(link, Edits.insert(Math.max(0, at), text));
        link.drain();
    }

    private static ServerMessage decoded(byte[] frame) {
        try {
            return ServerCodec.decode(new String(frame, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Link link) {
        link.connect();
        link.drain();
        assertThat(link.replica.isLive()).isTrue();
    }
}
