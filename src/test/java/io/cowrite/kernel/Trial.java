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

    private static Stream<String> smaller(String content) {
        return content.isEmpty()
                ? Stream.of()
                : Stream.of(content.substring(0, content.offsetByCodePoints(content.length(), -1)),
                        content.substring(content.offsetByCodePoints(0, 1)));
    }

    private static Stream<Delta> smaller(Delta delta) {
        List<Delta> candidates = new ArrayList<>();
        for (int i = 0; i < delta.ops().size(); i++) {
            List<Op> without = new ArrayList<>(delta.ops());
            Op removed = without.remove(i);
            candidates.add(Delta.of(without));
            if (removed.length() > 1) {
                without.add(i, shorter(removed));
                candidates.add(Delta.of(without));
            }
        }
        return candidates.stream();
    }

    private static Op shorter(Op op) {
        return switch (op) {
            case Op.Retain(int length) -> new Op.Retain(length - 1);
            case Op.Delete(int length) -> new Op.Delete(length - 1);
            case Op.Insert(String text) -> new Op.Insert(text.offsetByCodePoints(0, 1) == text.length()
                    ? "a"
                    : text.substring(text.offsetByCodePoints(0, 1)));
        };
    }
}
