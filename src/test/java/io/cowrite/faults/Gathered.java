package io.cowrite.faults;

import io.cowrite.client.Replica;
import io.cowrite.faults.LogCopy.Line;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Point;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;

import static org.assertj.core.api.Assertions.assertThat;

/** One document with everybody at it, and what its log must hold then. Checks take linear time. */
record Gathered(UUID id, String ownerId, Browser owner, List<Typist> typists, Vandal vandal,
        AtomicLong newestAcknowledged) {

    Gathered(UUID id, String ownerId, Browser owner, Vandal vandal) {
        this(id, ownerId, owner, new ArrayList<>(), vandal, new AtomicLong());
    }

    /** What holds at any time, also while nothing runs. */
    void check(LogCopy log) {
        typists.forEach(Typist::look);
        checkSentOnceInOrder(log);
        checkTokens(log);
        for (Typist typist : typists) {
            assertThat(typist.complaints()).as("complaints of %s", typist).isEmpty();
            assertThat(typist.loads()).as("loads of %s: it resumes and never reloads", typist).isEqualTo(1);
            typist.acknowledged().forEach((version, entry) -> checkAcknowledged(log, version, entry));
            typist.seen().forEach(point -> checkSeen(log, point));
        }
        assertThat(vandal.complaints()).isEmpty();
    }

    private static void checkAcknowledged(LogCopy log, long version, Entry entry) {
        assertThat(version).as("an acknowledged version is in the log").isLessThanOrEqualTo(log.version());
        Line line = log.at(version);
        assertThat(line.submission())
                .as("version %s", version)
                .isEqualTo(entry.userId() + " " + entry.clientId() + " " + entry.sequence());
        assertThat(line.operation())
                .as("version %s", version)
                .isEqualTo(new String(DeltaJson.encode(entry.operation()), StandardCharsets.UTF_8));
    }

    /** The hash covers every byte of every entry up to there. */
    private static void checkSeen(LogCopy log, Point point) {
        assertThat(point.version()).as("a version that was seen is in the log").isLessThanOrEqualTo(log.version());
        if (point.version() > 0) {
            assertThat(log.at(point.version()).hash()).as("version %s has not changed", point.version())
                    .isEqualTo(point.hash().hex());
        }
    }

    private void checkSentOnceInOrder(LogCopy log) {
        Map<String, Long> lastSequences = new HashMap<>();
        Set<String> people = new HashSet<>();
        typists.forEach(typist -> typist.clientIds().forEach(client -> people.add(typist.userId() + " " + client)));
        for (Line line : log.lines().subList(1, log.lines().size())) {
            boolean vandalised = line.replica().equals(vandal.userId() + " " + vandal.clientId());
            assertThat(vandalised || people.contains(line.replica())).as("somebody sent %s", line).isTrue();
            assertThat(line.refused().isEmpty()).as("refused is who must be: %s", line).isNotEqualTo(vandalised);
            assertThat(!vandalised || line.operation().equals("[]")).as("nothing is left of %s", line).isTrue();
            Long before = lastSequences.put(line.replica(), line.sequence());
            assertThat(before == null || before < line.sequence()).as("once and in order: %s", line).isTrue();
        }
    }

    private void checkTokens(LogCopy log) {
        Line first = log.at(1);
        assertThat(first.inserted()).isEqualTo(Typist.START);
        assertThat(first.userId()).isEqualTo(ownerId);
        Map<String, Typist> authors = new HashMap<>();
        Map<String, Typist> deleters = new HashMap<>();
        for (Typist typist : typists) {
            typist.sent().keySet().forEach(token -> authors.put(token, typist));
            typist.deleted().forEach(token -> deleters.put(token, typist));
        }
        for (Line line : log.lines().subList(1, log.lines().size())) {
            for (String token : tokens(line.inserted())) {
                Typist author = authors.remove(token);
                assertThat(author).as("%s was sent and stands once", token).isNotNull();
                assertThat(line.userId()).isEqualTo(author.userId());
                assertThat(line.version()).as("%s was sent after that was acknowledged", token)
                        .isGreaterThan(author.sent().getOrDefault(token, 0L));
            }
            for (String token : tokens(line.deleted())) {
                Typist deleter = deleters.remove(token);
                assertThat(deleter).as("%s was to be deleted, and once", token).isNotNull();
                assertThat(line.userId()).isEqualTo(deleter.userId());
            }
        }
    }

    /** Sets what whoever knows the address may do. */
    void access(String role) {
        Browser.Answer answer = owner.patch("/api/v1/documents/" + id, "{\"generalAccess\":\"" + role + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Waits until nothing of anybody's is unsettled. */
    void settle(long millisMax) throws InterruptedException {
        for (Typist typist : typists) {
            assertThat(typist.await(replica -> replica.isLive() && replica.isSettled(), millisMax))
                    .as("%s is settled", typist)
                    .isTrue();
        }
    }

    /** What holds besides when everything is settled and nobody writes. */
    void checkSettled(LogCopy log, long millisMax) throws IOException, InterruptedException {
        for (Typist typist : typists) {
            assertThat(typist.await((Replica replica) -> replica.version() == log.version(), millisMax))
                    .as("%s has come to version %s", typist, log.version())
                    .isTrue();
            assertThat(typist.shown()).as("the copy of %s", typist).isEqualTo(log.text());
            assertThat(typist.content(id)).as("REST").isEqualTo(log.text());
        }
        Set<String> wanted = new HashSet<>();
        typists.forEach(typist -> wanted.addAll(typist.sent().keySet()));
        typists.forEach(typist -> wanted.removeAll(typist.deleted()));
        assertThat(tokens(log.text())).as("every token that was typed and not deleted")
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(vandal.refusals()).as("refusals").isPositive();
        assertThat(log.lines().stream().filter(line -> !line.refused().isEmpty())).hasSize(vandal.refusals());
    }

    /** Fails if there is anything but tokens, apart from the start. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = Typist.TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        String start = text.startsWith(Typist.START) ? Typist.START : "";
        assertThat(text).isEqualTo(start + String.join("", tokens));
        return tokens;
    }
}
