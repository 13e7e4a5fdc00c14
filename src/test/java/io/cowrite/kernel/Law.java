package io.cowrite.kernel;

import java.util.List;

/** What must hold for all contents and operations. */
enum Law {

    APPLYING_IS_THAT_OF_A_PLAIN_STRING {
        @Override
        void check(Algebra x, LawCase on) {
            equal(x.after(on.content(), on.a()), Reference.apply(on.content(), on.a().ops()));
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
    INVERSE_TAKES_BACK_AND_INVERTED_TWICE_IS_ITSELF {
        @Override
        void check(Algebra x, LawCase on) {
            Delta inverse = x.invert(on.a(), on.content());
            equal(x.after(on.content(), on.a(), inverse), on.content());
            equal(x.invert(inverse, Reference.apply(on.content(), on.a().ops())), on.a());
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
            for (int position = 0; position <= on.content().length() + 1; position++) {
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
                int produced = Reference.apply("z".repeat(result.baseLength()), result.ops()).length();
                equal(result.lengthChange(), produced - result.baseLength());
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
