package io.cowrite.simulation;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Edits of one person: mostly at few places, so that they collide. */
final class Typing {

    /** Above, people delete more than they write. */
    private static final int UNITS_MANY = 60;

    private final World world;
    private final int person;

    Typing(World world, int person) {
        this.world = world;
        this.person = person;
    }

    Delta edit(Text shown, long draw) {
        SplittableRandom random = new SplittableRandom(draw);
        String text = shown.toString();
        int at = place(text, random);
        boolean deletes = world.scenario.deletes() && !text.isEmpty()
                && random.nextInt(text.length() > UNITS_MANY ? 10 : 40) < 8;
        if (deletes && random.nextInt(3) > 0) {
            return delete(text, at, false, random);
        }
        if (deletes) {
            return delete(text, at, true, random);
        }
        if (world.scenario.type() == DocumentType.RICHTEXT && random.nextInt(3) == 0) {
            return format(text, at, random);
        }
        if (random.nextInt(6) == 0) {
            return twice(text, at, random);
        }
        return Delta.of(ops(at, new Op.Insert(token(random))));
    }

    private static int place(String text, SplittableRandom random) {
        int at = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> text.length();
            case 2 -> Math.min(text.length(), 3);
            default -> random.nextInt(text.length() + 1);
        };
        return cuttable(text, at) ? at : at - 1;
    }

    private static boolean cuttable(String text, int at) {
        return at == 0 || at == text.length() || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private Delta delete(String text, int from, boolean replace, SplittableRandom random) {
        int start = Math.min(from, text.length() - 1);
        start = cuttable(text, start) ? start : start - 1;
        int most = text.length() > UNITS_MANY ? 20 : 4;
        int end = Math.min(text.length(), start + 1 + random.nextInt(most));
        end = cuttable(text, end) ? end : end + 1;
        world.judge.deleted(text.substring(start, end));
        Op.Delete delete = new Op.Delete(end - start);
        if (!replace) {
            return Delta.of(ops(start, delete));
        }
        Op.Insert insert = new Op.Insert(token(random));
        return Delta.of(random.nextBoolean() ? ops(start, insert, delete) : ops(start, delete, insert));
    }

    /** At two places: more components than some limits allow. */
    private Delta twice(String text, int at, SplittableRandom random) {
        List<Op> ops = new ArrayList<>(ops(at, new Op.Insert(token(random))));
        int rest = text.length() - at;
        if (rest > 0) {
            int skip = 1 + random.nextInt(rest);
            skip = cuttable(text, at + skip) ? skip : skip + 1;
            ops.add(new Op.Retain(skip));
            ops.add(new Op.Insert(token(random)));
        }
        return Delta.of(ops);
    }

    /** Sets a mark, removes one, or writes with one; few kinds, so that they meet. */
    private Delta format(String text, int at, SplittableRandom random) {
        String mark = random.nextBoolean() ? "bold" : "link";
        Json value = mark.equals("bold") ? Json.Literal.TRUE : new Json.Str("https://" + random.nextInt(3));
        int end = Math.min(text.length(), at + 1 + random.nextInt(6));
        if (end == at || random.nextInt(4) == 0) {
            return Delta.of(ops(at, new Op.Insert(token(random), Attributes.of(mark, value))));
        }
        world.tally.add(Seen.FORMATS);
        end = cuttable(text, end) ? end : end + 1;
        Attributes change = random.nextInt(3) == 0 ? Attributes.removing(mark) : Attributes.of(mark, value);
        return Delta.of(ops(at, new Op.Retain(end - at, change)));
    }

    private static List<Op> ops(int at, Op... then) {
        List<Op> ops = new ArrayList<>();
        if (at > 0) {
            ops.add(new Op.Retain(at));
        }
        ops.addAll(List.of(then));
        return ops;
    }

    private String token(SplittableRandom random) {
        return world.judge.token(person, random.nextInt(8) == 0);
    }
}
