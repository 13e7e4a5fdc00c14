package io.cowrite.kernel;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code -Dcowrite.vectors.write=true} writes the vectors anew that TypeScript answers too. */
class DiffTests {

    private static final long SEED = 20_260_101;

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    @DisplayName("[K12] the diff leads from one content to the other, with any budget")
    void leadsThere() throws Exception {
        LawCases cases = new LawCases(seed);
        for (int i = 0; i < 20_000; i++) {
            LawCase on = cases.next();
            Delta after = i % 3 == 0 ? LawCase.after(on.content(), on.a()) : LawCase.after(on.content(), on.b());
            Text before = Text.of(i % 4 == 0 ? LawCase.after(on.content(), on.a()) : on.content());
            long workMax = i % 5 == 0 ? random.nextInt(200) : Long.MAX_VALUE;
            Delta diff = Diff.between(before, Text.of(after), workMax);
            assertThat(before.apply(diff).toDelta()).as("seed %d, case %d", seed, i).isEqualTo(after);
        }
    }

    @Test
    @DisplayName("[K12] as many characters and embeds as possible are kept")
    void keepsWhatCanBeKept() {
        LawCases cases = new LawCases(seed);
        for (int i = 0; i < 20_000; i++) {
            cases.rich(i % 2 == 0);
            Delta before = cases.content(random.nextInt(10));
            Delta after = cases.content(random.nextInt(10));
            Delta diff = Text.of(before).diff(Text.of(after));
            assertThat(kept(before, diff)).as("seed %d: %s to %s", seed, before, after)
                    .isEqualTo(mostInCommon(characters(before), characters(after)));
        }
    }

    /** Characters, and of each embed what it is. */
    private static List<String> characters(Delta content) {
        List<String> characters = new ArrayList<>();
        for (Op op : content.ops()) {
            switch (op) {
                case Op.Insert insert -> insert.text().codePoints().mapToObj(Character::toString)
                        .forEach(characters::add);
                case Op.Embed embed -> characters.add(embed.value().canonical());
                case Op.Retain _,Op.Delete _ -> throw new AssertionError(op);
            }
        }
        return characters;
    }

    /** How many characters of {@code before} stay. */
    private static int kept(Delta before, Delta diff) {
        List<Op> gone = new ArrayList<>();
        for (Op op : diff.ops()) {
            if (op instanceof Op.Delete) {
                gone.add(op);
            } else if (op instanceof Op.Retain) {
                gone.add(new Op.Retain(op.length()));
            }
        }
        return characters(LawCase.after(before, Delta.of(gone))).size();
    }

    /** The table of the longest common subsequence, of which any has the same number of characters. */
    private static int mostInCommon(List<String> one, List<String> other) {
        int[][] most = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                most[i][j] = one.get(i).equals(other.get(j))
                        ? most[i + 1][j + 1] + 1
                        : Math.max(most[i + 1][j], most[i][j + 1]);
            }
        }
        return most[0][0];
    }

    @Test
    @DisplayName("[K12] contents of 2,000,000 units without a common character are compared")
    void largestContents() throws Exception {
        Text before = Text.of(letters('a', 2_000_000));
        Text after = Text.of(letters('A', 2_000_000));
        assertThat(before.diff(after).ops())
                .containsExactly(new Op.Insert(after.toString()), new Op.Delete(2_000_000));
        Text shuffled = Text.of(letters('a', 2_000_000));
        assertThat(before.apply(before.diff(shuffled))).isEqualTo(shuffled);
        Text shifted = Text.of("ab".repeat(999_990) + "c");
        Text periodic = Text.of("c" + "ba".repeat(1_000_000 - 1));
        assertThat(periodic.apply(periodic.diff(shifted))).isEqualTo(shifted);
    }

    @Test
    @DisplayName("[K12] in large content the few places that differ are found")
    void fewChanges() throws Exception {
        String text = letters('a', 1_000_000);
        Text before = Text.of(text);
        Text after = Text.of(text.substring(0, 10) + "X" + text.substring(11, 500_000) + text.substring(500_005)
                + "\ud83d\ude00");
        Delta diff = before.diff(after);
        assertThat(before.apply(diff)).isEqualTo(after);
        assertThat(diff.ops().stream().mapToInt(op -> op instanceof Op.Delete ? op.length() : 0).sum()).isEqualTo(6);
    }

    private String letters(char first, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append((char) (first + random.nextInt(26)));
        }
        return letters.toString();
    }

    @Test
    @DisplayName("[K12] the kernel's diffs are the committed vectors, byte for byte")
    void diffsAreAsCommitted() throws Exception {
        LawCases cases = new LawCases(SEED);
        SplittableRandom budgets = new SplittableRandom(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            LawCase on = cases.next();
            Delta after = i % 2 == 0 ? LawCase.after(on.content(), on.a()) : cases.content(i % 12);
            int workMax = i % 3 == 0 ? budgets.nextInt(150) : 1_000_000;
            Delta diff = Diff.between(Text.of(on.content()), Text.of(after), workMax);
            lines.add("{\"before\":%s,\"after\":%s,\"workMax\":%d,\"diff\":%s}".formatted(
                    Vectors.json(on.content()), Vectors.json(after), workMax, Vectors.json(diff)));
        }
        String made = "[\n" + String.join(",\n", lines) + "\n]\n";
        if (Boolean.getBoolean("cowrite.vectors.write")) {
            Files.writeString(Vectors.source("diff.json"), made);
        }
        assertThat(Files.readString(Vectors.source("diff.json"))).isEqualTo(made);
    }
}
