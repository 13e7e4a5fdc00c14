package io.cowrite.journal;

import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrittenDocumentsTests {

    private static final int DOCUMENTS_MAX = 100_000;

    private final WrittenDocuments written = new WrittenDocuments();

    @Test
    void j16ADocumentIsDueOnceItHasEnoughRows() {
        rows(1, 2);
        rows(2, 3);
        assertThat(written.take(3)).containsExactly(id(2));
        assertThat(written.take(3)).as("counted anew").isEmpty();
        rows(1, 1);
        assertThat(written.take(3)).as("counted on").containsExactly(id(1));
    }

    @Test
    void j16AHundredThousandDocumentsAreCountedAndNoMore() {
        for (int i = 0; i < DOCUMENTS_MAX; i++) {
            written.row(id(i));
        }
        rows(DOCUMENTS_MAX, 2);
        rows(DOCUMENTS_MAX - 1, 1);
        assertThat(written.take(2)).as("who is known is counted on, who is not is left to the sweep")
                .containsExactly(id(DOCUMENTS_MAX - 1));
        rows(0, 1);
        assertThat(written.take(2)).as("all were counted anew").isEmpty();
    }

    @Test
    void j16OneFewerAndNoneIsForgotten() {
        for (int i = 0; i < DOCUMENTS_MAX - 1; i++) {
            written.row(id(i));
        }
        assertThat(written.take(2)).isEmpty();
        rows(0, 1);
        assertThat(written.take(2)).containsExactly(id(0));
    }

    private void rows(int document, int count) {
        for (int i = 0; i < count; i++) {
            written.row(id(document));
        }
    }

    private static UUID id(int document) {
        return new UUID(document, 1);
    }
}
