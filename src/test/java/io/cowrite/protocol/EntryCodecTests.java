package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EntryCodecTests {

    private static final String ENTRY = "{\"at\":1,\"clientId\":\"c\",\"operation\":[{\"insert\":\"x\"}],"
            + "\"sequence\":1,\"userId\":\"u\"}";

    @Test
    void keysAreSortedAndThereAreNoSpaces() {
        Delta operation = Delta.of(new Op.Retain(2), new Op.Insert("a"), new Op.Delete(3));
        assertThat(text(new Entry(1_700_000_000_000L, "c-1", operation, null, 9_007_199_254_740_991L, "u-1")))
                .isEqualTo("{\"at\":1700000000000,\"clientId\":\"c-1\",\"operation\":"
                        + "[{\"retain\":2},{\"insert\":\"a\"},{\"delete\":3}],"
                        + "\"sequence\":9007199254740991,\"userId\":\"u-1\"}");
    }

    @Test
    void aRefusalStandsBetweenOperationAndSequence() {
        assertThat(text(new Entry(0, "c", Delta.EMPTY, RefusalCode.PAST_END, 10, "u")))
                .isEqualTo("{\"at\":0,\"clientId\":\"c\",\"operation\":[],\"refused\":\"past_end\","
                        + "\"sequence\":10,\"userId\":\"u\"}");
    }

    @Test
    void onlyWhatMustBeIsEscapedAndInTheShortestForm() {
        assertThat(insert("\u0000\u0007\b\t\n\u000b\f\u000e\u001f\"\\/"))
                .isEqualTo("\\u0000\\u0007\\b\\t\\n\\u000b\\f\\u000e\\u001f\\\"\\\\/");
        String plain = " ~\u007f\u0080é\u07ff\u0800\u2028\u2029\ufeff\ufffd\uffff😀\udbff\udfff<>&'";
        assertThat(insert(plain)).isEqualTo(plain);
    }

    @Test
    void aLoneSurrogateHasNoEncoding() {
        for (String lone : new String[]{"\ud800", "x\ud800y", "\udc00", "\udc00\ud800"}) {
            Entry entry = new Entry(1, lone, Delta.EMPTY, null, 1, "u");
            assertThatIllegalArgumentException().isThrownBy(() -> EntryCodec.encode(entry));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{}", "[]", "null", " ", "{\"at\":1}",
            // a key missing, out of order, unknown, twice
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"userId\":\"u\"}",
            "{\"clientId\":\"c\",\"at\":1,\"operation\":[],\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"sequence\":1,\"userId\":\"u\",\"x\":1}",
            "{\"at\":1,\"at\":1,\"clientId\":\"c\",\"operation\":[],\"sequence\":1,\"userId\":\"u\"}",
            // wrong values
            "{\"at\":-1,\"clientId\":\"c\",\"operation\":[],\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1.0,\"clientId\":\"c\",\"operation\":[],\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"\",\"operation\":[],\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"sequence\":0,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"refused\":\"odd\",\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[],\"refused\":null,\"sequence\":1,\"userId\":\"u\"}",
            "{\"at\":1,\"clientId\":\"c\",\"operation\":[{\"insert\":\"x\"}],\"refused\":\"schema\",\"sequence\":1,"
                    + "\"userId\":\"u\"}",
    })
    void whatIsNoEntryIsMalformed(String json) {
        assertMalformed(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyUtf8WithoutMarkAndTrailerIsAnEntry() throws MalformedException {
        EntryCodec.decode(ENTRY.getBytes(StandardCharsets.UTF_8));
        assertMalformed(ENTRY.getBytes(StandardCharsets.UTF_16BE));
        assertMalformed(("\ufeff" + ENTRY).getBytes(StandardCharsets.UTF_8));
        assertMalformed((ENTRY + ENTRY).getBytes(StandardCharsets.UTF_8));
        byte[] broken = ENTRY.getBytes(StandardCharsets.UTF_8);
        broken[ENTRY.indexOf('x')] = (byte) 0xC3;
        assertMalformed(broken);
        assertThat(EntryCodec.decode(ENTRY.replace("x", "\ufffd").getBytes(StandardCharsets.UTF_8)).operation())
                .isEqualTo(Delta.of(new Op.Insert("\ufffd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " {}", "{} {}", "{}x", "{", "{\"}", "{\"a\\\"}", "{\"a\":{}", "[]"})
    void whatIsNoRunOfObjectsIsNotCut(String joined) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> EntryCodec.split(joined.getBytes(StandardCharsets.UTF_8), 0));
    }

    @Test
    void bracesAndQuotesInStringsCutNothing() throws MalformedException {
        String first = "{\"a\":\"}{\\\"\\\\\"}";
        String second = "{\"b\":{\"c\":[{}]}}";
        assertThat(EntryCodec.split((first + second).getBytes(StandardCharsets.UTF_8), 0))
                .containsExactly(
                        first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
        assertThat(EntryCodec.split(new byte[1], 1)).isEmpty();
    }

    private static String insert(String text) {
        String json = text(new Entry(1, "c", Delta.of(new Op.Insert(text)), null, 1, "u"));
        String before = "{\"at\":1,\"clientId\":\"c\",\"operation\":[{\"insert\":\"";
        String after = "\"}],\"sequence\":1,\"userId\":\"u\"}";
        assertThat(json).startsWith(before).endsWith(after);
        return json.substring(before.length(), json.length() - after.length());
    }

    private static String text(Entry entry) {
        return new String(EntryCodec.encode(entry), StandardCharsets.UTF_8);
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> EntryCodec.decode(bytes));
    }
}
