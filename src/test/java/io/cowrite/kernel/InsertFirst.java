package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;

/** The other order: what is inserted and deleted at one place written with the insert first. */
final class InsertFirst {

    private InsertFirst() {}

    static List<Op> of(List<Op> ops) {
        List<Op> ordered = new ArrayList<>();
        int place = 0; // where the deletes since the last retain begin
        for (Op op : ops) {
            switch (op) {
                case Op.Retain _ -> {
                    ordered.add(op);
                    place = ordered.size();
                }
                case Op.Insert _,Op.Embed _ -> ordered.add(place++, op);
                case Op.Delete _ -> ordered.add(op);
            }
        }
        return Delta.of(ordered).ops();
    }
}
