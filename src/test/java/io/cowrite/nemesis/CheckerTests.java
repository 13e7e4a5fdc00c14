package io.cowrite.nemesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people write six entries, one of them refused; then something is planted, and the checker must say what. */
class CheckerTests {

    private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @TempDir
    private Path directory;

    private Path file = Path.of("unset");
    private final List<String> entries = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @BeforeEach
    void write() {
        file = directory.resolve("history");
        entries.add(entry("made", 1, "", "[{\"insert\":\"S\"}]"));
        for (int i = 1; i <= 5; i++) {
            String name = i % 2 == 0 ? "b" : "a";
            entries.add(i == 3
                    ? entry(name, i, "invalid", "[]")
                    : entry(name, i, "", "[{\"insert\":\"" + name + i + "\"}]"));
            text.insert(0, i == 3 ? "" : name + i);
        }
        text.append("S");
    }

    private static String entry(String client, long sequence, String refused, String operation) {
        return "{\"at\":1,\"clientId\":\"" + client + "\",\"operation\":" + operation
                + (refused.isEmpty() ? "" : ",\"refused\":\"" + refused + "\"") + ",\"sequence\":" + sequence
                + ",\"userId\":\"u\"}";
    }

    @Test
    void whatIsRightIsRight() throws IOException {
        assertThat(judge(history -> {}, rows -> rows)).isEmpty();
    }

    @Test
    void i1AnAcknowledgedEntryThatIsLostIsNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> rows.subList(0, 5))).anyMatch(complaint -> complaint.startsWith("I1 "));
    }

    @Test
    void i1AnotherEntryInPlaceOfAnAcknowledgedOneIsNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> with(rows, 5, entry("b", 6, "", "[{\"insert\":\"a5\"}]"))))
                .anyMatch(complaint -> complaint.startsWith("I1 "));
    }

    @Test
    void i2ADoubledEntryIsNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> {
            List<String> doubled = new ArrayList<>(rows);
            doubled.add(rows.getLast());
            return doubled;
        })).anyMatch(complaint -> complaint.startsWith("I2 "));
    }

    @Test
    void i3OtherBytesAreNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> with(rows, 2, rows.get(2).replace("\"at\":1", "\"at\":2"))))
                .anyMatch(complaint -> complaint.startsWith("I3 "));
    }

    @Test
    void i3OtherTextThanWasSentIsNoticed() throws IOException {
        String other = "[{\"insert\":\"xx\"}]";
        assertThat(judge(history -> {
            history.sent(0, 7, EntryReader.inserted(EntryReader.JSON.readTree("[{\"insert\":\"a7\"}]")), 5);
        }, rows -> {
            List<String> more = new ArrayList<>(rows);
            more.add(entry("a", 7, "", other));
            return more;
        })).anyMatch(complaint -> complaint.startsWith("I3 not what was sent"));
    }

    @Test
    void i3AGapIsNoticed() throws IOException {
        List<String> complaints = new ArrayList<>();
        Checker checker = checker(history -> {});
        Chain chain = Chain.of(ID);
        checker.row(0, 0, chain.hash(), new byte[1]);
        byte[] bytes = stored(entries.getFirst());
        chain.add(bytes, 1, bytes.length - 1);
        checker.row(2, 2, chain.hash(), bytes);
        complaints.addAll(checker.end(false));
        assertThat(complaints).anyMatch(complaint -> complaint.startsWith("I3 row 2 follows version 0"));
    }

    @Test
    void i3AHashThatDoesNotChainIsNoticed() throws IOException {
        Checker checker = checker(history -> {});
        checker.row(0, 0, Chain.of(UUID.randomUUID()).hash(), new byte[1]);
        assertThat(checker.end(false)).anyMatch(complaint -> complaint.startsWith("I3 the hash"));
    }

    @Test
    void i3TwoClientsThatSawDifferentThingsAreNoticed() throws IOException {
        assertThat(judge(history -> history.saw(1, 4, 99), rows -> rows))
                .anyMatch(complaint -> complaint.startsWith("I3 version 4 was not the same"));
    }

    @Test
    void i4ACopyThatDiffersIsNoticed() throws IOException {
        assertThat(judge(history -> history.copy(0, 6, "other"), rows -> rows))
                .anyMatch(complaint -> complaint.startsWith("I4 "));
    }

    @Test
    void i5EntriesOfOneOutOfOrderAreNoticed() throws IOException {
        assertThat(judge(history -> {
            history.sent(0, 8, 0, 0);
            history.sent(0, 9, 0, 0);
        }, rows -> {
            List<String> more = new ArrayList<>(rows);
            more.add(entry("a", 9, "", "[]"));
            more.add(entry("a", 8, "", "[]"));
            return more;
        })).anyMatch(complaint -> complaint.startsWith("I5 "));
    }

    @Test
    void i6AnEntryBeforeOneThatWasAcknowledgedBeforeItWasSentIsNoticed() throws IOException {
        assertThat(judge(history -> history.sent(0, 7, 0, 7), rows -> {
            List<String> more = new ArrayList<>(rows);
            more.add(entry("a", 7, "", "[]"));
            return more;
        })).anyMatch(complaint -> complaint.startsWith("I6 "));
    }

    @Test
    void i8WhatNobodySentIsNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> {
            List<String> more = new ArrayList<>(rows);
            more.add(entry("a", 77, "", "[]"));
            more.add(entry("stranger", 1, "", "[]"));
            return more;
        })).anyMatch(complaint -> complaint.startsWith("I8 never sent"))
                .anyMatch(complaint -> complaint.startsWith("I8 nobody"));
    }

    @Test
    void i9WhatWasRefusedAndHasContentIsNoticed() throws IOException {
        assertThat(judge(history -> {}, rows -> with(rows, 3, entry("a", 3, "", "[{\"insert\":\"a3\"}]"))))
                .as("its author was told that it was refused")
                .anyMatch(complaint -> complaint.startsWith("I1 "));
        assertThat(judge(history -> {}, rows -> with(rows, 3, entry("a", 3, "invalid", "[{\"insert\":\"a3\"}]"))))
                .anyMatch(complaint -> complaint.startsWith("I9 "));
    }

    @Test
    void i11WhatIsNeverSettledIsNoticed() throws IOException {
        assertThat(judge(history -> history.sent(1, 12, 0, 6), rows -> rows))
                .anyMatch(complaint -> complaint.startsWith("I11 "));
    }

    @Test
    void aResendThatDiffersIsNoticed() throws IOException {
        assertThat(judge(history -> history.sent(0, 5, 1, 6), rows -> rows))
                .anyMatch(complaint -> complaint.contains("sent 5 again"));
    }

    private static List<String> with(List<String> rows, int index, String entry) {
        List<String> changed = new ArrayList<>(rows);
        changed.set(index, entry);
        return changed;
    }

    /** What was seen is of the entries as they are; the log is what {@code planted} makes of them. */
    private List<String> judge(Consumer<History> more, UnaryOperator<List<String>> planted) throws IOException {
        Checker checker = checker(more);
        Chain chain = Chain.of(ID);
        checker.row(0, 0, chain.hash(), new byte[1]);
        List<String> log = planted.apply(entries);
        for (int i = 0; i < log.size(); i++) {
            byte[] bytes = stored(log.get(i));
            chain.add(bytes, 1, bytes.length - 1);
            checker.row(i + 1, i + 1, chain.hash(), bytes);
        }
        return checker.end(true);
    }

    private Checker checker(Consumer<History> more) throws IOException {
        Chain chain = Chain.of(ID);
        try (History history = new History(file)) {
            assertThat(history.replica("u", "a")).isZero();
            assertThat(history.replica("u", "b")).isEqualTo(1);
            for (int i = 0; i < entries.size(); i++) {
                byte[] bytes = stored(entries.get(i));
                chain.add(bytes, 1, bytes.length - 1);
                if (i > 0) {
                    int client = i % 2 == 0 ? 1 : 0;
                    history.sent(client, i, i == 3 ? 0 : inserted(entries.get(i)), history.newestAcknowledged());
                    history.acknowledged(client, i, i + 1, i == 3);
                }
                history.saw(i % 2, i + 1, chain.prefix());
            }
            history.copy(0, 6, text.toString());
            more.accept(history);
        }
        Checker checker = new Checker(ID);
        History.read(file, checker);
        return checker;
    }

    private static long inserted(String entry) {
        return EntryReader.inserted(EntryReader.JSON.readTree(entry).get("operation"));
    }

    private static byte[] stored(String entry) {
        return ("\0" + entry).getBytes(StandardCharsets.UTF_8);
    }
}
