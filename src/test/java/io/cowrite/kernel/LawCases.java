package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes cases at random: mostly short contents, so that operations collide; letters of one, two and four bytes; half of
 * the cases with attributes and embeds.
 */
final class LawCases {

    private static final String[] LETTERS = {"a", "b", "c", "\n", "\0", "\u00e9", "\ud83d\ude00", "\ud83d\udc4d"};
    private static final String[] NAMES = {"b", "i", "l"};
    private static final Json[] VALUES = {Json.Literal.TRUE, new Json.Str("x"), new Json.Str("y")};

    private final SplittableRandom random;
    private boolean rich;

    LawCases(long seed) {
        random = new SplittableRandom(seed);
    }

    LawCase next() {
        rich = random.nextInt(2) == 0;
        Delta content = content(random.nextInt(256) == 0 ? random.nextInt(200) : random.nextInt(8));
        Delta a = operation(content);
        Delta b = operation(content);
        List<Reference.Cell> afterA = Reference.apply(Reference.cells(content.ops()), a.ops());
        Delta c = Delta.of(components(units(afterA)));
        Delta d = Delta.of(components(units(Reference.apply(afterA, c.ops()))));
        return new LawCase(content, a, b, c, d);
    }

    /** Whether what is made next may have attributes and embeds. */
    void rich(boolean next) {
        rich = next;
    }

    String text(int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    /** Inserts of so many letters and embeds together. */
    Delta content(int letters) {
        if (!rich) {
            return letters == 0 ? Delta.EMPTY : Delta.of(new Op.Insert(text(letters)));
        }
        List<Op> inserts = new ArrayList<>();
        for (int i = 0; i < letters; i++) {
            inserts.add(insertion(1));
        }
        return Delta.of(inserts);
    }

    Delta operation(Delta content) {
        return Delta.of(components(content));
    }

    /** Components on {@code content}, neighbours of a kind and a trailing retain among them. */
    List<Op> components(Delta content) {
        return components(units(content));
    }

    private List<Op> components(String units) {
        List<Op> ops = new ArrayList<>();
        if (random.nextInt(20) == 0 && !units.isEmpty()) {
            ops.add(new Op.Delete(units.length()));
        }
        int at = ops.isEmpty() ? 0 : units.length();
        while (at < units.length() || random.nextInt(3) == 0) {
            int kind = random.nextInt(6);
            if (kind < 2 || at == units.length()) {
                ops.add(insertion(1 + random.nextInt(2)));
            } else {
                int letters = Math.min(1 + random.nextInt(3), units.codePointCount(at, units.length()));
                int to = units.offsetByCodePoints(at, letters);
                ops.add(kind < 4 ? new Op.Retain(to - at, change()) : new Op.Delete(to - at));
                at = to;
            }
        }
        return ops;
    }

    private Op insertion(int letters) {
        if (!rich) {
            return new Op.Insert(text(letters));
        }
        Attributes attributes = attributes(VALUES.length);
        return random.nextInt(4) == 0
                ? new Op.Embed(Json.Obj.of(NAMES[random.nextInt(NAMES.length)], new Json.Int(1)), attributes)
                : new Op.Insert(text(letters), attributes);
    }

    private Attributes change() {
        return rich ? attributes(VALUES.length + 2) : Attributes.NONE;
    }

    /** Of numbers beyond the values each is a null. */
    private Attributes attributes(int choices) {
        Map<String, Json> attributes = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int choice = random.nextInt(choices);
            Json value = choice < VALUES.length ? VALUES[choice] : Json.Literal.NULL;
            attributes.put(NAMES[random.nextInt(NAMES.length)], value);
        }
        return Attributes.of(attributes);
    }

    /** Text with U+FFFC for each embed. */
    static String units(Delta content) {
        return units(Reference.cells(content.ops()));
    }

    private static String units(List<Reference.Cell> cells) {
        StringBuilder units = new StringBuilder();
        cells.forEach(cell -> units.append(cell.unit()));
        return units.toString();
    }
}
