package io.cowrite.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The laws can fail: each of these mistakes in apply, compose, transform, invert or the rope breaks one within 10,000
 * cases. The table is written to {@code target/kernel-mutants.md}.
 */
class MutantsTests {

    private static final long SEED = 20_260_101;
    private static final int CASES = 10_000;

    private static final List<Mutant> MUTANTS = List.of(
            new Mutant("at a tie the later text stands first, on the later side", "Transform.java",
                    """
                                        if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                                        } else if (moved.atInsertion()) {
                                            moved.take(result);
                            """,
                    """
                                        if (moved.atInsertion()) {
                                            moved.take(result);
                                        } else if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                            """),
            new Mutant("at a tie the later text stands first, on the committed side", "Transform.java",
                    """
                                        if (moved.atInsertion()) {
                                            moved.take(result);
                                        } else if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                            """,
                    """
                                        if (fixed.atInsertion()) {
                                            stepOver(fixed, result);
                                        } else if (moved.atInsertion()) {
                                            moved.take(result);
                            """),
            new Mutant("the later attribute wins, on the later side", "Transform.java",
                    "advance(moved, fixed, fixed.attributes(), result)",
                    "advance(moved, fixed, Attributes.NONE, result)"),
            new Mutant("the later attribute wins, on the committed side", "Transform.java",
                    "advance(moved, fixed, Attributes.NONE, result)",
                    "advance(moved, fixed, fixed.attributes(), result)"),
            new Mutant("what both delete is deleted twice", "Transform.java",
                    "if (fixed.atDelete()) {", "if (fixed.atDelete() && !moved.atDelete()) {"),
            new Mutant("a committed null does not win", "Attributes.java",
                    "theirs == null ? ours : null", "theirs == null || theirs == Json.Literal.NULL ? ours : null"),
            new Mutant("the deletion stands before the next insert", "Compose.java",
                    """
                                        if (after.atInsertion()) {
                                            after.take(result);
                                        } else if (before.atDelete()) {
                                            before.take(result);
                            """,
                    """
                                        if (before.atDelete()) {
                                            before.take(result);
                                        } else if (after.atInsertion()) {
                                            after.take(result);
                            """),
            new Mutant("null is dropped when retains are composed", "Compose.java",
                    "first.composeChange(change)", "first.apply(change)"),
            new Mutant("the first value wins when retains are composed", "Compose.java",
                    "first.composeChange(change)", "change.composeChange(first)"),
            new Mutant("null stays on a composed insert", "Compose.java",
                    "new Op.Insert(text, before.apply(change))", "new Op.Insert(text, before.composeChange(change))"),
            new Mutant("an embed is not reached by composed attributes", "Compose.java",
                    "new Op.Embed(value, before.apply(change))", "new Op.Embed(value, before)"),
            new Mutant("normal form puts the insert first", "DeltaBuilder.java",
                    "        ops[size++] = op;",
                    "        ops[size++] = op; if (op instanceof Op.Insert && size > 1 && units[size - 2] < 0) {"
                            + " units[size - 1] = units[size - 2]; ops[size - 1] = null;"
                            + " units[size - 2] = length; ops[size - 2] = op; }"),
            new Mutant("a retain at the end is dropped with its attributes", "DeltaBuilder.java",
                    "units[size - 1] > 0 && ops[size - 1] == null) {\n            size--",
                    "units[size - 1] > 0 && !(ops[size - 1] instanceof Op.Insert)) {\n            size--"),
            new Mutant("retains merge whatever their attributes", "DeltaBuilder.java",
                    " && retain.attributes().equals(same)", ""),
            new Mutant("inserts merge whatever their attributes", "DeltaBuilder.java",
                    " && insert.attributes().equals(there)", ""),
            new Mutant("a piece of a retain loses its attributes", "OpCursor.java",
                    "case Op.Retain(int _, Attributes attributes) -> new Op.Retain(length, attributes)",
                    "case Op.Retain _ -> new Op.Retain(length)"),
            new Mutant("an insert by itself is moved to before the other's at its place", "Transform.java",
                    "Position.after(place, committed)", "Position.after(Math.max(0, place - 1), committed)"),
            new Mutant("letters that look alike lose their attributes", "DeltaBuilder.java",
                    "insert.length() == 1 && insert.attributes().isEmpty()", "insert.length() == 1"),
            new Mutant("a piece of an insert begins one unit early", "OpCursor.java",
                    "text.substring(offset, offset + length)",
                    "text.substring(Math.max(0, offset - 1), Math.max(0, offset - 1) + length)"),
            new Mutant("what comes back has lost its attributes", "Invert.java",
                    "format.insertion(text, from, to)",
                    "(format.embed() == null ? new Op.Insert(text.substring(from, to)) : format.insertion(text, from, to))"),
            new Mutant("an inverse does not know what was there", "Invert.java",
                    "change.invert(format.attributes())", "change.invert(Attributes.NONE)"),
            new Mutant("an inverse names what did not change", "Attributes.java",
                    "if (to == null || to.equals(was)) {", "if (to == null) {"),
            new Mutant("a position stays before an insert at it", "Position.java",
                    "at <= position; i++", "at < position; i++"),
            new Mutant("a position behind a delete moves too far", "Position.java",
                    "Math.min(-units, position - at)", "-units"),
            new Mutant("a place at a node's border is looked for in the next node", "Branch.java",
                    "while (from > start + lengths[index]) {", "while (from >= start + lengths[index]) {"),
            new Mutant("a deletion ends one unit late behind a node's border", "Branch.java",
                    "replace(0, to - lastStart, \"\"", "replace(0, Math.min(to - lastStart + 1, lengths[last]), \"\""),
            new Mutant("attributes stop one unit before a node's border", "Branch.java",
                    "children[i].format(Math.max(from, start) - start, Math.min(to, end) - start, change)",
                    "children[i].format(Math.max(from, start) - start, Math.max(Math.max(from, start),"
                            + " Math.min(to, end - 1)) - start, change)"),
            new Mutant("a neighbour of an edited node stands twice", "Branch.java",
                    "subList(last + 2, children.length)", "subList(last + 1, children.length)"),
            new Mutant("a branch keeps the old length of a child", "Branch.java",
                    "counts[index] = child.length();", ""),
            new Mutant("a unit at a node's border is looked for in the node before", "Branch.java",
                    "while (index >= start + lengths[child]) {", "while (index > start + lengths[child]) {"),
            new Mutant("a leaf ends inside a surrogate pair", "Leaf.java", "? length : length - 1",
                    "? length : length"),
            new Mutant("an edit may end inside a surrogate pair", "Text.java",
                    "tree().requireCuttable(to);", ""),
            new Mutant("an edit of what is typed may end inside a surrogate pair behind it", "Typing.java",
                    "requireCuttable(to > end ? tree : null, to - lengthChange(), after);", ""),
            new Mutant("an edit may end inside a surrogate pair of what is typed", "Typing.java",
                    "!WellFormed.cuttable(text, inText)", "false"),
            new Mutant("what is typed stays where it was when text before it goes", "Typing.java",
                    "new Typing(Math.min(at, from)", "new Typing(at"),
            new Mutant("what is typed at one place takes the format of what came before", "Typing.java",
                    "format.joins(as)", "true"),
            new Mutant("joined leaves lose the attributes of the right one", "Leaf.java",
                    ".add(next.runs, 0, next.length()).build()", ".add(Format.PLAIN, next.length()).build()"),
            new Mutant("embeds that are alike become one", "Format.java",
                    "return embed == null && equals(other);", "return equals(other);"),
            new Mutant("attributes are looked up one unit early at a run's border", "Runs.java",
                    "Arrays.binarySearch(ends, at + 1)", "Arrays.binarySearch(ends, at)"));

    @Test
    void everyMutantBreaksALaw(@TempDir Path directory) throws Exception {
        List<String> alive = new ArrayList<>();
        StringBuilder table = new StringBuilder("| mutant | in | breaks the law | at case |\n|---|---|---|---|\n");
        for (Mutant mutant : MUTANTS) {
            Path own = Files.createTempDirectory(directory, "mutant");
            var found = new MutantKernel(mutant, own).hunt(SEED, CASES);
            if (found == null) {
                alive.add(mutant.name());
            } else {
                table.append("| %s | `%s` | %s | %s |\n".formatted(
                        mutant.name(), mutant.file(), found.getKey(), found.getValue()));
            }
        }
        Files.writeString(Path.of("target/kernel-mutants.md"), table);
        assertThat(alive).as("still alive after %d cases", CASES).isEmpty();
    }

    @Test
    void kernelItselfBreaksNone(@TempDir Path directory) throws Exception {
        Mutant none = new Mutant("none", "Transform.java", "final class Transform {", "final class Transform { ");
        assertThat(new MutantKernel(none, directory).hunt(SEED, 2_000)).isNull();
    }
}
