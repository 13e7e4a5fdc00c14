package io.cowrite.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong at the end of a test, in sentences. */
final class Findings {

    private Findings() {}

    /** @param settleSeconds how long was waited at most */
    static List<String> of(Crowd crowd, Documents documents, Tally tally, int settleSeconds)
            throws InterruptedException {
        List<String> findings = new ArrayList<>();
        for (Documents.Document document : documents.all()) {
            int unsettled = crowd.unsettled(document);
            if (unsettled > 0) {
                findings.add(document + ": " + unsettled + " of " + crowd.peopleOf(document)
                        + " people do not have everything, or have something unsaved, " + settleSeconds
                        + " s after the last edit.");
            }
            findings.addAll(compared(crowd, documents, document));
        }
        if (tally.diverged.sum() > 0) {
            findings.add(tally.diverged.sum() + " times a copy had another checksum than the service.");
        }
        return findings;
    }

    private static List<String> compared(Crowd crowd, Documents documents, Documents.Document document)
            throws InterruptedException {
        try {
            return Comparison.findings(document.toString(), documents.served(document), crowd.copies(document),
                    document.ledger().balance());
        } catch (IOException e) {
            return List.of(document + ": cannot be compared, REST does not give it: " + Sentences.of(e));
        }
    }
}
