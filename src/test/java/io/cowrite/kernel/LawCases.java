package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes cases at random: short contents, so that operations collide; letters of one, two and four bytes. */
final class LawCases {

    private static final String[] LETTERS = {"a", "b", "c", "\n", "\0", "\u00e9", "\ud83d\ude00", "\ud83d\udc4d"};

    private final Random random;

    LawCases(long seed) {
        random = new Random(seed);
    }

    LawCase next() {
        String content = text(random.nextInt(8));
        Delta a = operation(content);
        Delta b = operation(content);
        String afterA = Reference.apply(content, a.ops());
        Delta c = operation(afterA);
        Delta d = operation(Reference.apply(afterA, c.ops()));
        return new LawCase(content, a, b, c, d);
    }

    String text(int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    Delta operation(String content) {
        return Delta.of(components(content));
    }

    /** Components on {@code content}, neighbours of a kind and a trailing retain among them. */
    List<Op> components(String content) {
        List<Op> ops = new ArrayList<>();
        int at = 0;
        while (at < content.length() || random.nextInt(3) == 0) {
            int kind = random.nextInt(5);
            if (kind < 2 || at == content.length()) {
                ops.add(new Op.Insert(text(1 + random.nextInt(2))));
            } else {
                int letters = Math.min(1 + random.nextInt(3), content.codePointCount(at, content.length()));
                int to = content.offsetByCodePoints(at, letters);
                ops.add(kind == 2 ? new Op.Retain(to - at) : new Op.Delete(to - at));
                at = to;
            }
        }
        return ops;
    }
}
