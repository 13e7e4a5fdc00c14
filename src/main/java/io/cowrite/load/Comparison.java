package io.cowrite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Whether all copies of one document are the same, and hold what was acknowledged. */
final class Comparison {

    private static final int SHOWN_UNITS = 20;
    private static final int FINDINGS_MAX = 3;

    private final String document;
    private final Copy served;
    private final List<String> findings = new ArrayList<>();

    private Comparison(String document, Copy served) {
        this.document = document;
        this.served = served;
    }

    /**
     * A sentence for each thing that is wrong, at most a few of a kind.
     *
     * @param document words for it
     * @param served what REST gives, with the beginning of the hash
     */
    static List<String> findings(String document, Copy served, List<Copy> copies, Ledger.Balance balance) {
        Comparison comparison = new Comparison(document, served);
        List<Copy> differing = copies.stream().filter(copy -> !comparison.agrees(copy)).toList();
        differing.stream().limit(FINDINGS_MAX).forEach(comparison::differs);
        if (differing.size() > FINDINGS_MAX) {
            comparison.say((differing.size() - FINDINGS_MAX) + " more copies differ");
        }
        comparison.count(balance);
        return comparison.findings;
    }

    private boolean agrees(Copy copy) {
        return copy.version() == served.version()
                && copy.hash().startsWith(served.hash())
                && copy.text().equals(served.text());
    }

    private void differs(Copy copy) {
        if (copy.version() != served.version()) {
            say(copy.whose() + " is at version " + copy.version() + ", " + served.whose() + " at " + served.version());
        } else if (!copy.text().equals(served.text())) {
            String has = copy.text().toString();
            String should = served.text().toString();
            int at = firstDifference(has, should);
            say("the text of " + copy.whose() + " differs at version " + copy.version() + ": from unit " + at + " on '"
                    + shown(has, at) + "', " + served.whose() + " has '" + shown(should, at) + "'");
        } else {
            say(copy.whose() + " has hash " + copy.hash() + " at version " + copy.version() + ", " + served.whose()
                    + " " + served.hash() + "…");
        }
    }

    private void count(Ledger.Balance balance) {
        long entries = served.version() - balance.firstVersion();
        if (entries < balance.settled()) {
            say((balance.settled() - entries) + " of " + balance.settled()
                    + " acknowledged submissions are not in the log");
        } else if (entries > balance.settled() + balance.doubtful()) {
            say("the log has " + entries + " entries, but only " + balance.settled()
                    + " submissions were acknowledged and " + balance.doubtful() + " are in doubt");
        }
        OptionalLong units = balance.units();
        if (units.isPresent() && units.getAsLong() != served.text().length()) {
            say("the text has " + served.text().length() + " units, but what was acknowledged makes "
                    + units.getAsLong());
        }
    }

    private void say(String finding) {
        findings.add(document + ": " + finding + ".");
    }

    private static int firstDifference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String shown(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + SHOWN_UNITS)).replace("\n", "\\n");
    }
}
