package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds a law against cases, and makes the first that breaks it small. */
final class Trial {

    private final Law law;
    private final Algebra algebra;

    Trial(Law law, Algebra algebra) {
        this.law = law;
        this.algebra = algebra;
    }

    /** What is wrong with {@code on}, or null. */
    @Nullable
    Throwable flaw(LawCase on) {
        try {
            law.check(algebra, on);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    /** The smallest case that is found from {@code broken} by leaving out something at a time, and still broken. */
    LawCase shrink(LawCase broken) {
        LawCase smallest = broken;
        Optional<LawCase> smaller = Optional.of(broken);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest).filter(LawCase::isValid).filter(on -> flaw(on) != null).findFirst();
        }
        return smallest;
    }

    private static Stream<LawCase> smaller(LawCase on) {
        return Stream.of(
                smaller(on.content()).map(less -> new LawCase(less, on.a(), on.b(), on.c(), on.d())),
                smaller(on.a()).map(less -> new LawCase(on.content(), less, on.b(), on.c(), on.d())),
                smaller(on.b()).map(less -> new LawCase(on.content(), on.a(), less, on.c(), on.d())),
                smaller(on.c()).map(less -> new LawCase(on.content(), on.a(), on.b(), less, on.d())),
                smaller(on.d()).map(less -> new LawCase(on.content(), on.a(), on.b(), on.c(), less)))
                .flatMap(cases -> cases);
    }

    private static Stream<Delta> smaller(Delta delta) {
        List<Delta> candidates = new ArrayList<>();
        for (int i = 0; i < delta.ops().size(); i++) {
            List<Op> without = new ArrayList<>(delta.ops());
            Op removed = without.remove(i);
            candidates.add(Delta.of(without));
            if (removed.length() > 1) {
                candidates.add(replaced(delta, i, shorter(removed)));
            }
            if (!removed.attributes().isEmpty()) {
                candidates.add(replaced(delta, i, plain(removed)));
            }
        }
        return candidates.stream();
    }

    private static Delta replaced(Delta delta, int index, Op op) {
        List<Op> ops = new ArrayList<>(delta.ops());
        ops.set(index, op);
        return Delta.of(ops);
    }

    private static Op shorter(Op op) {
        return switch (op) {
            case Op.Retain(int length, Attributes attributes) -> new Op.Retain(length - 1, attributes);
            case Op.Delete(int length) -> new Op.Delete(length - 1);
            case Op.Insert(String text, Attributes attributes) -> {
                int first = text.offsetByCodePoints(0, 1);
                yield new Op.Insert(first == text.length() ? "a" : text.substring(first), attributes);
            }
            case Op.Embed embed -> embed;
        };
    }

    private static Op plain(Op op) {
        return switch (op) {
            case Op.Retain retain -> new Op.Retain(retain.length());
            case Op.Insert insert -> new Op.Insert(insert.text());
            case Op.Embed embed -> new Op.Embed(embed.value(), Attributes.NONE);
            case Op.Delete delete -> delete;
        };
    }
}
