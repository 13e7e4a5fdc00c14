package io.cowrite.protocol;

import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentPartsTests {

    @Test
    void joinedTheyAreTheContentAndEachFitsItsFrame() {
        for (long seed = 0; seed < 300; seed++) {
            String text = new RandomMessages(seed).text(2_000).replace("\r", "");
            List<ServerMessage.Content> parts = ContentParts.of(Text.of(text), 128);
            StringBuilder joined = new StringBuilder();
            for (ServerMessage.Content part : parts) {
                // Encoding throws if a pair is cut.
                assertThat(ServerCodec.encode(part).length).as("seed %d", seed).isBetween(47, 128);
                part.operation().ops().forEach(op -> joined.append(((Op.Insert) op).text()));
            }
            assertThat(joined.toString()).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void emptyContentHasNone() {
        assertThat(ContentParts.of(Text.EMPTY, 128)).isEmpty();
    }
}
