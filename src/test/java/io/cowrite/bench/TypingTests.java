package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.web.ServiceTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A few who type for a second: what the benchmark tells of must be true, however slow it is here. */
@Timeout(120)
class TypingTests extends ServiceTest {

    private static final int LETTERS_A_SECOND = 200;

    @Test
    void allLettersComeToAllOthers() throws Exception {
        URI service = URI.create("http://localhost:" + port());
        try (CowriteClient owner = new CowriteClient(service); TypingCrowd crowd = new TypingCrowd(service)) {
            owner.me();
            UUID id = owner.createDocument("Typing", DocumentType.TEXT, "");
            List<String> guests = Guests.some(service, 4);
            for (int i = 0; i < guests.size(); i++) {
                crowd.add(service, id, guests.get(i), i < 2);
            }
            crowd.join(2);
            TypingCrowd.Pace pace = crowd.type(LETTERS_A_SECOND, 0, 1);
            assertThat(crowd.letters(id)).isBetween(1L, (long) LETTERS_A_SECOND);
            assertThat(pace.edits()).as("acknowledged").isEqualTo(crowd.letters(id));
            assertThat(pace.deliveries()).as("seen by three others").isEqualTo(3 * pace.edits());
            assertThat(pace.frames()).isPositive();
            assertThat(owner.content(id)).hasSize((int) pace.edits());
            assertThat(crowd.agree()).isTrue();
        }
    }
}
