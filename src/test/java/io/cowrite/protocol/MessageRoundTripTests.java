package io.cowrite.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is encoded is decoded as it was. */
class MessageRoundTripTests {

    private static final int ROUNDS = 2_000;

    @Test
    void clientMessagesComeBackAsTheyWere() throws MalformedException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            ClientMessage message = new RandomMessages(seed).clientMessage();
            String frame = new String(ClientCodec.encode(message), StandardCharsets.UTF_8);
            assertThat(ClientCodec.decode(frame)).as("seed %d: %s", seed, frame).isEqualTo(message);
        }
    }

    @Test
    void serverMessagesComeBackAsTheyWere() throws MalformedException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            ServerMessage message = new RandomMessages(seed).serverMessage();
            String frame = new String(ServerCodec.encode(message), StandardCharsets.UTF_8);
            assertThat(ServerCodec.decode(frame)).as("seed %d: %s", seed, frame).isEqualTo(message);
            assertThat(frame).as("seed %d", seed).startsWith("{\"type\":\"");
        }
    }

    @Test
    void entriesComeBackAsTheyWereAndAreCutApart() throws MalformedException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomMessages random = new RandomMessages(seed);
            Entry first = random.entry();
            Entry second = random.entry();
            String joined = "\u0000"
                    + new String(EntryCodec.encode(first), StandardCharsets.UTF_8)
                    + new String(EntryCodec.encode(second), StandardCharsets.UTF_8);
            List<byte[]> cut = EntryCodec.split(joined.getBytes(StandardCharsets.UTF_8), 1);
            assertThat(cut).as("seed %d", seed).hasSize(2);
            assertThat(EntryCodec.decode(cut.get(0))).as("seed %d", seed).isEqualTo(first);
            assertThat(EntryCodec.decode(cut.get(1))).as("seed %d", seed).isEqualTo(second);
        }
    }

    @Test
    void aFrameOfEntriesBytesIsTheFrameOfTheirValuesAndNotAboveItsForetoldSize() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomMessages random = new RandomMessages(seed);
            long version = seed == 0 ? JsonReader.INTEGER_MAX - 3 : 1 + random.below(1000);
            List<SealedEntry> sealed = new ArrayList<>();
            List<Entry> entries = new ArrayList<>();
            int foretold = ServerCodec.OPS_OVERHEAD;
            for (int i = 0; i < 3; i++) {
                Entry entry = random.entry();
                byte[] bytes = EntryCodec.encode(entry);
                entries.add(entry);
                sealed.add(new SealedEntry(version + i, entry, bytes, random.hash()));
                foretold += bytes.length + 1;
            }
            Long checksum = seed % 2 == 0 ? 4_294_967_295L : null;
            byte[] frame = ServerCodec.ops(sealed, checksum);
            ServerMessage message = new ServerMessage.Ops(version, entries, sealed.getLast().hash(), checksum);
            assertThat(frame).as("seed %d", seed).isEqualTo(ServerCodec.encode(message));
            assertThat(frame.length).as("seed %d", seed).isLessThanOrEqualTo(foretold);
        }
    }
}
