package io.cowrite.simulation;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An operation told unit by unit: what is inserted before each unit (and at the end), and which units go.
 * Written apart from the kernel, to judge it.
 */
record Spread(String[] inserted, boolean[] deleted, Formats formats) {

    /** Null if it does not fit a text of {@code length} units. */
    static @Nullable Spread of(Delta operation, int length) {
        String[] inserted = new String[length + 1];
        Arrays.fill(inserted, "");
        boolean[] deleted = new boolean[length];
        Formats formats = Formats.none(length);
        int at = 0;
        for (Op op : operation.ops()) {
            switch (op) {
                case Op.Insert insert -> {
                    inserted[at] += insert.text();
                    formats.insert(at, insert.length(), insert.attributes());
                }
                case Op.Embed embed -> throw new AssertionError("an embed in plain text: " + embed);
                case Op.Retain retain -> {
                    if (at + retain.length() > length) {
                        return null;
                    }
                    formats.change(at, at + retain.length(), retain.attributes());
                    at += retain.length();
                }
                case Op.Delete delete -> {
                    if (at + delete.length() > length) {
                        return null;
                    }
                    Arrays.fill(deleted, at, at + delete.length(), true);
                    at += delete.length();
                }
            }
            if (at > length) {
                return null;
            }
        }
        return new Spread(inserted, deleted, formats);
    }

    int length() {
        return deleted.length;
    }

    int lengthAfter() {
        int length = 0;
        for (String text : inserted) {
            length += text.length();
        }
        for (boolean gone : deleted) {
            length += gone ? 0 : 1;
        }
        return length;
    }

    boolean inserts() {
        return Arrays.stream(inserted).anyMatch(text -> !text.isEmpty());
    }

    /** The same, made later than {@code committed}, whose text stands first where both insert. */
    Spread over(Spread committed) {
        int after = committed.lengthAfter();
        String[] texts = new String[after + 1];
        Arrays.fill(texts, "");
        boolean[] gone = new boolean[after];
        Formats moved = Formats.none(after);
        int at = 0;
        for (int i = 0; i <= length(); i++) {
            at += committed.inserted[i].length();
            if (!inserted[i].isEmpty()) {
                texts[at] += inserted[i];
                moved.inserted()[at] = joined(moved.inserted()[at], formats.inserted()[i]);
            }
            if (i < length() && !committed.deleted[i]) {
                gone[at] = deleted[i];
                moved.changed()[at++] = Formats.over(formats.changed()[i], committed.formats.changed()[i]);
            }
        }
        return new Spread(texts, gone, moved);
    }

    private static Attributes[] joined(Attributes[] first, Attributes[] then) {
        Attributes[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }

    String apply(String before) {
        StringBuilder after = new StringBuilder();
        for (int i = 0; i <= length(); i++) {
            after.append(inserted[i]);
            if (i < length() && !deleted[i]) {
                after.append(before.charAt(i));
            }
        }
        return after.toString();
    }

    /** How many components it has in normal form. */
    int components() {
        int count = 0;
        int pendingRetain = 0;
        boolean deleting = false;
        for (int i = 0; i <= length(); i++) {
            if (!inserted[i].isEmpty()) {
                count += 1 + (pendingRetain > 0 ? 1 : 0);
                pendingRetain = 0;
                deleting = false;
            }
            if (i < length() && deleted[i]) {
                count += (pendingRetain > 0 ? 1 : 0) + (deleting ? 0 : 1);
                pendingRetain = 0;
                deleting = true;
            } else if (i < length()) {
                pendingRetain++;
                deleting = false;
            }
        }
        return count;
    }

    boolean same(Spread other) {
        return Arrays.equals(inserted, other.inserted)
                && Arrays.equals(deleted, other.deleted)
                && formats.same(other.formats);
    }
}
