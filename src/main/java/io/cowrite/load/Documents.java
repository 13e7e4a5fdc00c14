package io.cowrite.load;

import io.cowrite.client.CowriteClient;
import io.cowrite.client.ReadContent;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The documents of a test, which one guest makes over REST and throws away. */
final class Documents {

    private static final String SERVED = "REST";
    /** Entries that are remembered by version, in all documents together. */
    private static final int VERSIONS = 200_000;
    private static final int VERSIONS_MIN = 1_000;

    private final CowriteClient owner;
    private final List<Document> all = new ArrayList<>();

    /** One of them. */
    record Document(UUID id, String title, Ledger ledger) {

        @Override
        public String toString() {
            return title + " (" + id + ")";
        }
    }

    Documents(CowriteClient owner) {
        this.owner = owner;
    }

    void make(int count, String when) throws IOException, InterruptedException {
        owner.me();
        for (int i = 1; i <= count; i++) {
            String title = "Load test " + i + " of " + count + ", " + when;
            UUID id = owner.createDocument(title, DocumentType.TEXT, "");
            all.add(new Document(id, title, new Ledger(0, Math.max(VERSIONS_MIN, VERSIONS / count))));
        }
    }

    List<Document> all() {
        return all;
    }

    /** What the service's store has. */
    Copy served(Document document) throws IOException, InterruptedException {
        ReadContent content = owner.read(document.id());
        return new Copy(SERVED, Text.of(content.text()), content.version(), content.hashStart());
    }

    /** Moves them to the trash; how many could not be. */
    int trash() throws InterruptedException {
        int failed = 0;
        for (Document document : all) {
            try {
                owner.trash(document.id());
            } catch (IOException e) {
                failed++;
            }
        }
        return failed;
    }
}
