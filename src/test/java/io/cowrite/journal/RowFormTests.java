package io.cowrite.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RowFormTests {

    private static final int DEFLATED = 1;
    private static final int COLUMNS = 2;

    private final Random random = new Random(7);

    @Test
    void j15WhatWasTypedComesBackByteForByteAndTakesFewBytes() {
        List<byte[]> entries = typed(1_000, 1);
        byte[] stored = RowForm.packed(entries);

        assertThat(stored[0]).isEqualTo((byte) COLUMNS);
        assertThat(RowForm.entries(stored)).containsExactlyElementsOf(entries);
        assertThat(stored.length / 1_000.0).isLessThan(4.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"refused\":\"past_end\",\"sequence\":2,\"userId\":\"u\"}",
            "{\"n\":[0,00,01,1.05,-7,1e9,123456789012345,1234567890123456,99999999999999999999]}",
            "{\"clientId\":7,\"clientId\":\"x\",\"a\":{\"clientId\":\"y\",\"n\":5},\"n\":9}",
            "{\"s\":[\"\",\"\\\\\",\"\\\"\",\"\\u0000\",\"ä€😀\",\"1\",\"}\"]}",
            "{}",
            "{\"a\":\"x\u0001\",\"b\":\"\u0000\u0002\"}",
            "{\"a\" : \"b\" , \"c\" : 1 }"})
    void j15EntriesOfAnyKindComeBackByteForByte(String entry) {
        for (int count : new int[]{1, 3, 300}) {
            List<byte[]> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(bytes(entry));
                entries.addAll(typed(i % 3, i));
            }
            assertThat(RowForm.entries(RowForm.packed(entries))).containsExactlyElementsOf(entries);
        }
    }

    @Test
    void j15WhatHasNoColumnsIsDeflatedAndComesBack() {
        List<byte[]> marks = new ArrayList<>(typed(50, 3));
        marks.add(bytes("{\"a\":\"\u0001\"}"));
        StringBuilder keys = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            keys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"").append(i).append('"');
        }
        for (List<byte[]> entries : List.of(marks, List.of(bytes(keys + "}")))) {
            byte[] stored = RowForm.packed(entries);
            assertThat(stored[0]).isEqualTo((byte) DEFLATED);
            assertThat(RowForm.entries(stored)).containsExactlyElementsOf(entries);
        }
    }

    @Test
    void j15AMebibyteIsPackedAndReadAndNotOneByteMore() {
        List<byte[]> entries = typed(6_000, 4);
        int length = entries.stream().mapToInt(entry -> entry.length).sum();
        List<byte[]> all = new ArrayList<>(entries);
        all.add(bytes("{\"a\":\"" + "x".repeat((1 << 20) - length - 8) + "\"}"));
        assertThat(RowForm.entries(RowForm.packed(all))).containsExactlyElementsOf(all);

        List<byte[]> more = new ArrayList<>(entries);
        more.add(bytes("{\"a\":\"" + "x".repeat((1 << 20) - length - 7) + "\"}"));
        assertThatIllegalArgumentException().isThrownBy(() -> RowForm.packed(more));
        byte[] joined = RowForm.plain(more);
        byte[] deflated = Deflation.deflated(Arrays.copyOfRange(joined, 1, joined.length));
        assertDamaged(ByteBuffer.allocate(5 + deflated.length).put((byte) DEFLATED).putInt(joined.length - 1)
                .put(deflated).array());
    }

    /** The author's column is always there. */
    @ParameterizedTest
    @CsvSource({"255, 2", "256, 1"})
    void j15AFormHas256Columns(int keys, int form) {
        StringBuilder entry = new StringBuilder();
        for (int i = 0; i < keys; i++) {
            entry.append(i == 0 ? "{" : ",").append("\"k").append(i).append("\":").append(i);
        }
        List<byte[]> entries = Collections.nCopies(40, bytes(entry + "}"));
        byte[] stored = RowForm.packed(entries);
        assertThat(stored[0]).isEqualTo((byte) form);
        assertThat(RowForm.entries(stored)).containsExactlyElementsOf(entries);
    }

    @Test
    void j15RandomBytesThatAreNoEntriesComeBackOrAreRefused() {
        for (int run = 0; run < 2_000; run++) {
            byte[] entry = new byte[random.nextInt(40)];
            for (int i = 0; i < entry.length; i++) {
                entry[i] = (byte) "{}\"\\:,01a\u0000\u0001\u0002".charAt(random.nextInt(12));
            }
            try {
                assertThat(RowForm.entries(RowForm.packed(List.of(entry)))).containsExactly(entry);
            } catch (DamagedLogException refused) {
                assertThat(refused).hasMessageContaining("told apart");
            }
        }
    }

    @Test
    void j15DamageOfAnyBitIsFoundOrMakesOtherEntries() {
        List<byte[]> marks = new ArrayList<>(typed(60, 3));
        marks.add(bytes("{\"a\":\"\u0001\"}"));
        for (List<byte[]> entries : List.of(typed(60, 2), marks)) {
            byte[] stored = RowForm.packed(entries);
            for (int at = 0; at < stored.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    byte[] flipped = stored.clone();
                    flipped[at] ^= (byte) (1 << bit);
                    readOrDamaged(flipped);
                }
                assertDamaged(Arrays.copyOf(stored, at));
            }
            assertDamaged(Arrays.copyOf(stored, stored.length + 1));
        }
    }

    @Test
    void j15ABombIsNotInflated() {
        byte[] bomb = Deflation.deflated(bytes("{}".repeat(4 << 20)));
        for (int length : new int[]{8 << 20, -1, Integer.MAX_VALUE, 1 << 20, 10}) {
            assertDamaged(ByteBuffer.allocate(5 + bomb.length).put((byte) DEFLATED).putInt(length).put(bomb).array());
            assertDamaged(columns(length, length, bomb));
            assertDamaged(columns(10, length, bomb));
        }
    }

    @Test
    void j15ColumnsThatBlowUpAreNotPutTogether() {
        ByteRun bomb = new ByteRun(2 << 20).addVarint(500_000).addVarint(1).addVarint(0).addVarint(1);
        bomb.addVarint(400_000).add(new byte[400_000]).add(new byte[500_000]);
        byte[] bytes = bomb.toByteArray();
        assertDamaged(columns(1 << 20, bytes.length, Deflation.deflated(bytes)));
    }

    @Test
    void j15ColumnsThatPointNowhereAreDamage() {
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(4));
            }
            byte[] stored = columns(1_000, bytes.length, Deflation.deflated(bytes));
            assertDamaged(stored);
        }
    }

    private static byte[] columns(int length, int columnsLength, byte[] deflated) {
        return ByteBuffer.allocate(9 + deflated.length).put((byte) COLUMNS).putInt(length).putInt(columnsLength)
                .put(deflated).array();
    }

    /** Whether it is another log is for the hashes to say; nothing else than damage may be thrown. */
    private static void readOrDamaged(byte[] stored) {
        try {
            assertThat(RowForm.entries(stored).size()).isLessThanOrEqualTo(RowForm.PACKED_BYTES_MAX);
        } catch (DamagedLogException found) {
            assertThat(found).hasMessageContaining("row");
        }
    }

    private static void assertDamaged(byte[] stored) {
        assertThatExceptionOfType(DamagedLogException.class).isThrownBy(() -> RowForm.entries(stored));
    }

    private static List<byte[]> typed(int count, long seed) {
        TypedLog log = new TypedLog(new UUID(0, seed), seed);
        log.type(log.end(), count);
        return log.entries();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
