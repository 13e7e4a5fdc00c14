package io.cowrite.kernel;

import io.cowrite.kernel.InapplicableException.Reason;
import java.util.List;

/** What must hold for all contents and operations. */
enum Law {

    APPLYING_IS_THAT_OF_PLAIN_UNITS {
        @Override
        void check(Algebra x, LawCase on) {
            equal(x.after(on.content()), on.content());
            equal(x.after(on.content(), on.a()), LawCase.after(on.content(), on.a()));
        }
    },
    WHAT_DOES_NOT_FIT_IS_REFUSED {
        @Override
        void check(Algebra x, LawCase on) {
            Text text = Text.of(on.content(), Algebra.TINY);
            for (Delta made : List.of(on.a(), on.c(), on.d())) {
                Reason reason = Reference.refusal(Reference.cells(on.content().ops()), made.ops());
                try {
                    equal(text.apply(made).toDelta(), LawCase.after(on.content(), made));
                    equal(String.valueOf(reason), "null");
                } catch (InapplicableException e) {
                    equal(String.valueOf(reason), e.reason().name());
                }
            }
        }
    },
    CONTENT_IS_THE_SAME_HOWEVER_IT_IS_READ {
        @Override
        void check(Algebra x, LawCase on) {
            Text text = x.text(on.content(), on.a());
            String units = LawCases.units(LawCase.after(on.content(), on.a()));
            equal(text.length(), units.length());
            equal(text.toString(), units);
            for (int i = 0; i < units.length(); i++) {
                equal(text.charAt(i), units.charAt(i));
                char unit = units.charAt(i);
                equal(text.isAll(unit, i, units.length()), units.chars().skip(i).allMatch(other -> other == unit));
            }
            int half = units.length() / 2;
            equal(text.substring(half, units.length()), units.substring(half));
        }
    },
    ROPE_KEEPS_ITS_SHAPE {
        @Override
        void check(Algebra x, LawCase on) {
            Text text = x.text(on.content(), on.a(), on.c());
            for (String chunk : text.chunks()) {
                WellFormed.require(chunk);
                equal(!chunk.isEmpty() && chunk.length() <= Algebra.TINY.leafUnits(), true);
            }
            equal(text.tree().isEvenlyDeep(text.tree().height()), true);
        }
    },
    COMPOSED_APPLIES_AS_ONE_AFTER_THE_OTHER {
        @Override
        void check(Algebra x, LawCase on) {
            Delta composed = x.compose(on.a(), on.c());
            equal(x.after(on.content(), composed), x.after(on.content(), on.a(), on.c()));
            equal(composed.ops(), Reference.compose(on.a().ops(), on.c().ops()));
        }
    },
    COMPOSING_IS_ASSOCIATIVE {
        @Override
        void check(Algebra x, LawCase on) {
            equal(x.compose(x.compose(on.a(), on.c()), on.d()), x.compose(on.a(), x.compose(on.c(), on.d())));
        }
    },
    INVERSE_TAKES_BACK_AND_ITS_INVERSE_DOES_IT_AGAIN {
        @Override
        void check(Algebra x, LawCase on) {
            Delta after = LawCase.after(on.content(), on.a());
            Delta inverse = x.invert(on.a(), on.content());
            equal(inverse.ops(), Reference.invert(on.a().ops(), Reference.cells(on.content().ops())));
            equal(x.after(after, inverse), on.content());
            Delta again = x.invert(inverse, after);
            equal(x.after(on.content(), again), after);
            boolean changes = on.a().ops().stream().anyMatch(op -> !op.isInsertion() && !op.attributes().isEmpty());
            equal(changes ? Delta.EMPTY : again, changes ? Delta.EMPTY : on.a());
        }
    },
    BOTH_WAYS_ROUND_MEET {
        @Override
        void check(Algebra x, LawCase on) {
            Delta over = x.over(on.b(), on.a());
            Delta under = x.under(on.a(), on.b());
            equal(x.after(on.content(), on.a(), over), x.after(on.content(), on.b(), under));
            equal(over.ops(), Reference.transformOver(on.b().ops(), on.a().ops()));
            equal(under.ops(), Reference.transformUnder(on.a().ops(), on.b().ops()));
        }
    },
    OVER_COMPOSED_HISTORY_IS_OVER_ONE_BY_ONE {
        @Override
        void check(Algebra x, LawCase on) {
            Delta history = x.compose(x.compose(on.a(), on.c()), on.d());
            equal(x.over(on.b(), history), x.over(x.over(x.over(on.b(), on.a()), on.c()), on.d()));
        }
    },
    COMPOSED_HISTORY_UNDER_HAS_THE_EFFECT_OF_ONE_BY_ONE {
        @Override
        void check(Algebra x, LawCase on) {
            Delta one = x.under(on.a(), on.b());
            Delta two = x.under(on.c(), x.over(on.b(), on.a()));
            Delta composed = x.under(x.compose(on.a(), on.c()), on.b());
            equal(x.after(on.content(), on.b(), composed), x.after(on.content(), on.b(), one, two));
        }
    },
    POSITION_MOVES_AS_AN_INSERT_THERE_AND_OVER_COMPOSED_AS_ONE_BY_ONE {
        @Override
        void check(Algebra x, LawCase on) {
            Delta history = x.compose(on.a(), on.c());
            for (int position = 0; position <= on.content().lengthChange() + 1; position++) {
                int moved = x.position(position, on.a());
                equal(moved, Reference.transformPosition(position, on.a().ops()));
                equal(x.position(position, history), x.position(moved, on.c()));
            }
        }
    },
    RESULTS_ARE_IN_NORMAL_FORM {
        @Override
        void check(Algebra x, LawCase on) {
            for (Delta result : List.of(on.a(), x.compose(on.a(), on.c()), x.over(on.b(), on.a()),
                    x.under(on.a(), on.b()), x.invert(on.a(), on.content()))) {
                equal(result.ops(), Reference.normalForm(result.ops()));
                equal(Delta.of(result.ops()), result);
                int deleted = result.ops().stream().mapToInt(op -> op instanceof Op.Delete ? op.length() : 0).sum();
                int added = result.ops().stream().mapToInt(op -> op.isInsertion() ? op.length() : 0).sum();
                equal(result.lengthChange(), added - deleted);
            }
        }
    };

    /** @throws AssertionError (or what the algebra throws) if it does not hold for {@code on}, which is valid */
    abstract void check(Algebra algebra, LawCase on);

    private static void equal(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("expected " + expected + "\n but was " + actual);
        }
    }
}
