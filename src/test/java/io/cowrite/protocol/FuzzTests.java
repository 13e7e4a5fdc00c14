package io.cowrite.protocol;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes is a message or malformed, and nothing else happens. {@code -Drounds=} sets how often each is tried. */
class FuzzTests {

    private static final int ROUNDS = Integer.getInteger("rounds", 20_000);
    private static final String[] PIECES = {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "null", "true", "-", "0", "1", "9", ".", "e",
            "99999999999",
            "\"type\"", "\"insert\"", "\"retain\"", "\"id\"", " ", "\n", "\r", "\u0000", "\ufeff", "\ud800", "\udc00",
            "é"
    };

    @FunctionalInterface
    private interface Decoder {
        Object decode(String text) throws MalformedException;
    }

    @Test
    void mutatedClientFramesAreMessagesOrMalformed() {
        int malformed = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] valid = ClientCodec.encode(new RandomMessages(seed).clientMessage());
            malformed += decode(seed, mutated(seed, valid), ClientCodec::decode) ? 0 : 1;
        }
        assertThat(malformed).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 50);
    }

    @Test
    void mutatedServerFramesAreMessagesOrMalformed() {
        int malformed = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] valid = ServerCodec.encode(new RandomMessages(seed).serverMessage());
            malformed += decode(seed, mutated(seed, valid), ServerCodec::decode) ? 0 : 1;
        }
        assertThat(malformed).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 50);
    }

    @Test
    void mutatedEntriesAreEntriesOrMalformed() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] valid = EntryCodec.encode(new RandomMessages(seed).entry());
            SplittableRandom random = new SplittableRandom(seed);
            valid[random.nextInt(valid.length)] = (byte) random.nextInt(256);
            decode(seed, "", text -> EntryCodec.decode(valid));
            decode(seed, "", text -> EntryCodec.split(valid, 0));
        }
    }

    @Test
    void randomTextIsMalformed() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertThat(decode(seed, text.toString(), ClientCodec::decode)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void aMessageThatWasAcceptedCanBeSentOn() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            String frame = mutated(seed, ClientCodec.encode(new RandomMessages(seed).clientMessage()));
            decode(seed, frame, text -> ClientCodec.decode(utf8(ClientCodec.encode(ClientCodec.decode(text)))));
        }
    }

    private static boolean decode(long seed, String text, Decoder decoder) {
        try {
            assertThat(decoder.decode(text)).isNotNull();
            return true;
        } catch (MalformedException e) {
            assertThat(e.getMessage()).as("seed %d", seed).matches("[ -~]{1,123}");
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + text, e);
        }
    }

    private static String mutated(long seed, byte[] valid) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(utf8(valid));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(4));
            text.replace(at, end, random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)]);
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
