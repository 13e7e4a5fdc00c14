package io.cowrite.cluster;

import io.cowrite.access.Author;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.presence.Present;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Selection;
import io.cowrite.room.ForwardedSubmission;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BusCodecTests {

    private static final UUID NODE = new UUID(1, 2);
    private static final UUID DOCUMENT = new UUID(3, 4);
    private static final Hash HASH = Hash.of(new byte[32]);

    private final BusSeal seal = new BusSeal(key(1));
    private final BusCodec codec = new BusCodec(seal);

    private static byte[] key(int of) {
        byte[] key = new byte[BusSeal.KEY_BYTES_MIN];
        Arrays.fill(key, (byte) of);
        return key;
    }

    private static LogRow row(int entries, int bytes) {
        return new LogRow(7, 6L + entries, HASH, Collections.nCopies(entries, new byte[bytes]));
    }

    static List<BusMessage> messages() {
        Author author = new Author("user", "Zoë 😀", "#123456");
        ForwardedSubmission copy = new ForwardedSubmission("user", "client", 5, 0, HASH,
                Delta.of(new Op.Retain(2), new Op.Insert("\"ä\"")), 30);
        return List.of(
                new BusMessage.Committed(DOCUMENT, "1/2/3", HASH, row(1, 0)),
                new BusMessage.Committed(DOCUMENT, "", HASH, row(1_000, 100)),
                new BusMessage.Committed(DOCUMENT, "", HASH, row(BusCodec.ENTRIES_MAX, 3)),
                new BusMessage.Moved(DOCUMENT),
                new BusMessage.Forward(DOCUMENT, NODE, List.of(copy)),
                new BusMessage.Forward(DOCUMENT, NODE, Collections.nCopies(BusCodec.SUBMISSIONS_MAX, copy)),
                new BusMessage.Here(DOCUMENT, 1, 0, List.of()),
                new BusMessage.Here(DOCUMENT, Long.MAX_VALUE, 9, Collections.nCopies(BusCodec.SESSIONS_MAX,
                        new Present("s", author, new Selection(0, Integer.MAX_VALUE), "{\"a\":1}", 0))),
                new BusMessage.Here(DOCUMENT, 1, 0, List.of(new Present("s", author, null, null, 0))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    @DisplayName("[N2] every message comes back as it was")
    void comesBack(BusMessage message) throws BadBusMessageException {
        byte[] bytes = codec.encode(NODE, message);
        assertThat(bytes).hasSizeLessThanOrEqualTo(Bus.MESSAGE_BYTES).startsWith(BusCodec.VERSION);
        BusCodec.Sent sent = codec.decode(bytes);
        assertThat(sent.node()).isEqualTo(NODE);
        assertThat(sent.message()).usingRecursiveComparison().ignoringFields("submissions.bytes").isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    @DisplayName("[N2] another key, a changed byte, a cut or a longer message is forged")
    void isForged(BusMessage message) {
        byte[] bytes = codec.encode(NODE, message);
        refused(new BusCodec(new BusSeal(key(2))), bytes, true);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int at = i < 60 ? Math.min(i, bytes.length - 1) : random.nextInt(bytes.length);
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            refused(codec, changed, true);
            refused(codec, Arrays.copyOf(bytes, at), true);
        }
        refused(codec, Arrays.copyOf(bytes, bytes.length + 1), true);
        refused(codec, new byte[Bus.MESSAGE_BYTES + 1], true);
    }

    @Test
    @DisplayName("[N2] a row too large for a message is told as a hint")
    void tooLarge() throws BadBusMessageException {
        BusMessage.Committed large = new BusMessage.Committed(DOCUMENT, "1", HASH, row(2, Bus.MESSAGE_BYTES / 2));
        assertThat(codec.decode(codec.encode(NODE, large)).message()).isEqualTo(new BusMessage.Moved(DOCUMENT));
    }

    @Test
    @DisplayName("[N2] what is sealed and has not the form is of no kind that is known")
    void isMalformed() {
        byte[] moved = codec.encode(NODE, new BusMessage.Moved(DOCUMENT));
        malformed(moved, bytes -> bytes[0] = 2);
        malformed(moved, bytes -> bytes[BusCodec.BODY_AT] = 99);
        malformed(moved, bytes -> bytes[BusCodec.BODY_AT] = BusCodec.COMMITTED);
        malformed(Arrays.copyOf(moved, moved.length + 1), bytes -> {});
        malformed(Arrays.copyOf(moved, moved.length - 1), bytes -> {});
        List<BusMessage> wrong = List.of(
                new BusMessage.Committed(DOCUMENT, "", HASH, new LogRow(7, 9, HASH, List.of(new byte[1]))),
                new BusMessage.Committed(DOCUMENT, "", HASH, new LogRow(7, 6, HASH, List.of())),
                new BusMessage.Committed(DOCUMENT, "", HASH, new LogRow(0, 0, HASH, List.of(new byte[1]))),
                new BusMessage.Committed(DOCUMENT, "", HASH, new LogRow(-1, -1, HASH, List.of(new byte[1]))),
                new BusMessage.Committed(DOCUMENT, "", HASH, row(BusCodec.ENTRIES_MAX + 1, 1)),
                new BusMessage.Here(DOCUMENT, 1, -1, List.of()),
                new BusMessage.Here(DOCUMENT, 1, 0, Collections.nCopies(BusCodec.SESSIONS_MAX + 1,
                        new Present("s", new Author("a", "b", "c"), null, null, 0))),
                new BusMessage.Forward(DOCUMENT, NODE, List.of(new ForwardedSubmission("u", "c", 0, 0, HASH,
                        Delta.EMPTY, 2))));
        wrong.forEach(message -> refused(codec, codec.encode(NODE, message), false));
    }

    @Test
    @DisplayName("[N2] no bytes make the reader fail otherwise, or believe a length")
    void randomBodies() {
        SplittableRandom random = new SplittableRandom(2);
        List<byte[]> starts = new ArrayList<>();
        messages().forEach(message -> starts.add(codec.encode(NODE, message)));
        for (int i = 0; i < 5_000; i++) {
            byte[] start = starts.get(random.nextInt(starts.size()));
            byte[] bytes = Arrays.copyOf(start, Math.min(start.length, BusCodec.BODY_AT + 1 + random.nextInt(400)));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[BusCodec.BODY_AT + random.nextInt(bytes.length - BusCodec.BODY_AT)] = (byte) random.nextInt();
            }
            sealAgain(bytes);
            try {
                assertThat(codec.decode(bytes).message()).isNotNull();
            } catch (BadBusMessageException e) {
                assertThat(e.isForged()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("[N2] a key of less than 32 bytes is none")
    void shortKeys() {
        byte[] key = "short-key-of-31-bytes-in-length".getBytes(StandardCharsets.US_ASCII);
        assertThat(key).hasSize(BusSeal.KEY_BYTES_MIN - 1);
        assertThatThrownBy(() -> new BusSeal(key)).hasMessageNotContaining("short-key");
    }

    private void malformed(byte[] from, Consumer<byte[]> change) {
        byte[] bytes = from.clone();
        change.accept(bytes);
        sealAgain(bytes);
        refused(codec, bytes, false);
    }

    private void sealAgain(byte[] bytes) {
        System.arraycopy(seal.of(bytes[0], bytes, BusCodec.BODY_AT), 0, bytes, BusCodec.SEAL_AT, BusSeal.BYTES);
    }

    private static void refused(BusCodec reader, byte[] bytes, boolean forged) {
        assertThatThrownBy(() -> reader.decode(bytes))
                .isInstanceOfSatisfying(BadBusMessageException.class,
                        e -> assertThat(e.isForged()).isEqualTo(forged));
    }
}
