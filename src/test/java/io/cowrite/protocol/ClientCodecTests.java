package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientCodecTests {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void fieldsComeInAnyOrderAfterTypeAndUnknownOnesArePassedOver() throws MalformedException {
        String frame = " { \"type\" : \"submit\", \"operation\":[ {\"insert\":\"é😀\"} ], \"more\":{\"a\":[1,{\"b\":2e400}]},"
                + "\"baseVersion\":0 , \"sequence\":1 } \n";
        assertThat(ClientCodec.decode(frame))
                .isEqualTo(new ClientMessage.Submit(
                        1, 0, Delta.of(new Op.Insert("é😀")),
                        "[ {\"insert\":\"é😀\"} ]".getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void operationBytesAreThoseThatCameAlsoInAFrameReadInPieces() throws MalformedException {
        String operation = "[" + "{\"insert\":\"\\u00e9é\"},{\"retain\":1}, ".repeat(1500) + "{\"delete\":1}]";
        String frame = "{\"type\":\"submit\",\"x\":\"" + "é".repeat(40_000) + "\",\"operation\":" + operation
                + ",\"sequence\":1,\"baseVersion\":0}";
        ClientMessage.Submit submit = (ClientMessage.Submit) ClientCodec.decode(frame);
        assertThat(submit.operationBytes()).isEqualTo(operation.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void anOperationIsBroughtToNormalForm() throws MalformedException {
        assertThat(decodeOperation("[{\"insert\":\"a\"},{\"insert\":\"b\"},{\"retain\":3}]"))
                .isEqualTo(Delta.of(new Op.Insert("ab")));
        assertThat(decodeOperation("[]")).isEqualTo(Delta.EMPTY);
        assertThat(decodeOperation("[{\"insert\":\"\\u0000\\ud83d\\ude00\"}]"))
                .isEqualTo(Delta.of(new Op.Insert("\u0000😀")));
    }

    @Test
    void optionalFieldsMayBeLeftOutOrNull() throws MalformedException {
        assertThat(ClientCodec.decode("{\"type\":\"presence\",\"baseVersion\":3}"))
                .isEqualTo(ClientCodec.decode("{\"type\":\"presence\",\"baseVersion\":3,\"sequence\":null,"
                        + "\"selection\":null,\"state\":null}"));
        assertThat(ClientCodec.decode("{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":0}"))
                .isEqualTo(ClientCodec.decode(
                        "{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":0,\"since\":null,\"ticket\":null}"));
    }

    @Test
    void theStateIsKeptAsItCame() throws MalformedException {
        String state = "{ \"a\" : [ 1.50, \"\\u00e9\" ] }";
        ClientMessage.Presence presence = (ClientMessage.Presence) ClientCodec
                .decode("{\"type\":\"presence\",\"baseVersion\":3,\"state\":" + state + "}");
        assertThat(presence.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // no JSON object, or more than one, or not by the letter
            "", " ", "null", "1", "\"x\"", "[]", "{", "{\"type\":\"ping\",\"id\":\"1\"", "not json",
            "{\"type\":\"ping\",\"id\":\"1\"}x", "{\"type\":\"ping\",\"id\":\"1\"}{}",
            "\ufeff{\"type\":\"ping\",\"id\":\"1\"}",
            "{\"type\":\"ping\",\"id\":\"1\",}", "{\"type\":\"ping\",\"id\":\"1\"/**/}", "{'type':'ping','id':'1'}",
            "{type:\"ping\",\"id\":\"1\"}", "{\"type\":\"ping\",\"id\":\"\\x\"}",
            "{\"type\":\"ping\",\"id\":\"\\u12g4\"}",
            "{\"type\":\"ping\",\"id\":\"\t\"}", "{\"type\":\"ping\",\"id\":\"1\",\"x\":NaN}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":01}", "{\"type\":\"ping\",\"id\":\"1\",\"x\":+1}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":.5}", "{\"type\":\"ping\",\"id\":\"1\",\"x\":\"\\x\"}",
            // a key twice, also below what is passed over
            "{\"type\":\"ping\",\"id\":\"1\",\"id\":\"1\"}", "{\"type\":\"ping\",\"id\":\"1\",\"x\":{\"a\":1,\"a\":2}}",
            "{\"type\":\"ping\",\"type\":\"ping\",\"id\":\"1\"}",
            // type
            "{}", "{\"id\":\"1\",\"type\":\"ping\"}", "{\"type\":1}", "{\"type\":\"pong\",\"id\":\"1\"}",
            "{\"type\":\"\"}",
            "{\"Type\":\"ping\",\"id\":\"1\"}",
            // ping, diverged
            "{\"type\":\"ping\"}", "{\"type\":\"ping\",\"id\":1}", "{\"type\":\"ping\",\"id\":null}",
            "{\"type\":\"ping\",\"id\":\"\\ud800\"}", "{\"type\":\"diverged\",\"version\":1}",
            "{\"type\":\"diverged\",\"version\":1,\"checksum\":4294967296}",
            "{\"type\":\"diverged\",\"version\":1,\"checksum\":-1}",
            // presence
            "{\"type\":\"presence\"}", "{\"type\":\"presence\",\"baseVersion\":1,\"sequence\":0}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"selection\":{\"anchor\":1}}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"selection\":{\"anchor\":1,\"head\":-1}}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"selection\":{\"anchor\":1,\"head\":2147483648}}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"selection\":[1,2]}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"state\":[]}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"state\":\"x\"}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"state\":{\"a\":\"\\udc00\"}}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"state\":{\"\\udc00\":1}}",
            "{\"type\":\"presence\",\"baseVersion\":1,\"state\":{\"a\":1,\"a\":1}}",
            // submit
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":1}",
            "{\"type\":\"submit\",\"sequence\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"baseVersion\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":0,\"baseVersion\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":\"1\",\"baseVersion\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":-1,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":1.0,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":1e3,\"baseVersion\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":1,\"operation\":{}}",
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":1,\"operation\":null}",
    })
    void whatIsNoClientMessageIsMalformed(String frame) {
        assertMalformed(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "1", "\"x\"", "[]", "{}", "null", "{\"insert\":\"\"}", "{\"insert\":1}", "{\"insert\":null}",
            "{\"insert\":{\"image\":\"x\",\"width\":1}}", "{\"insert\":{}}", "{\"insert\":[\"x\"]}",
            "{\"insert\":{\"image\":1.5}}", "{\"insert\":{\"image\":[[[[[]]]]]}}",
            "{\"insert\":{\"image\":\"\\ud800\"}}",
            "{\"insert\":\"a\\r\"}", "{\"insert\":\"\\ud800\"}",
            "{\"insert\":\"\\udc00\\ud800\"}", "{\"insert\":\"\ud800\"}",
            "{\"insert\":\"x\",\"attributes\":{\"bold\":null}}", "{\"insert\":\"x\",\"attributes\":null}",
            "{\"insert\":\"x\",\"attributes\":[true]}",
            "{\"insert\":\"x\",\"attributes\":{\"bold\":true,\"bold\":true}}",
            "{\"attributes\":{\"bold\":true}}", "{\"delete\":1,\"attributes\":{\"bold\":true}}",
            "{\"delete\":1,\"attributes\":{}}", "{\"retain\":1,\"attributes\":{\"size\":1.0}}",
            "{\"retain\":1,\"attributes\":{\"size\":1e2}}", "{\"retain\":1,\"attributes\":{\"size\":9007199254740992}}",
            "{\"retain\":1,\"attributes\":{\"\\ud800\":true}}", "{\"retain\":1,\"attributes\":{\"a\":\"\\udc00\"}}",
            "{\"insert\":\"x\",\"x\":1}", "{\"x\":1,\"insert\":\"x\"}", "{\"insert\":\"x\",\"retain\":1}",
            "{\"insert\":\"x\",\"insert\":\"x\"}", "{\"retain\":0}", "{\"retain\":-1}", "{\"retain\":1.5}",
            "{\"retain\":1.0}",
            "{\"retain\":1e2}", "{\"retain\":\"1\"}", "{\"retain\":2147483648}", "{\"retain\":9007199254740993}",
            "{\"retain\":99999999999999999999}", "{\"delete\":0}", "{\"delete\":-1}", "{\"delete\":true}",
            "{\"move\":1}",
            "{\"retain\":2147483647},{\"delete\":1}", "{\"delete\":2147483647},{\"insert\":\"x\"}",
            // one good half in each of two inserts makes no pair
            "{\"insert\":\"\\ud83d\"},{\"insert\":\"\\ude00\"}",
    })
    void aComponentOfAWrongShapeIsMalformed(String component) {
        assertMalformed(submit("[" + component + "]"));
    }

    @Test
    void aClientIdIsOneTo64OfItsAlphabet() throws MalformedException {
        ClientCodec.decode(hello("azAZ09_-"));
        ClientCodec.decode(hello("x".repeat(64)));
        for (String wrong : new String[]{"", "x".repeat(65), "a b", "é", "a.b", "a/b", "a\\u0000"}) {
            assertMalformed(hello(wrong));
        }
    }

    @Test
    void helloNeedsClientIdAndAttempt() {
        assertMalformed("{\"type\":\"hello\",\"attempt\":1}");
        assertMalformed("{\"type\":\"hello\",\"clientId\":\"c\"}");
        assertMalformed("{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":-1}");
    }

    @Test
    void sinceIsAtMost8PointsNewestFirst() throws MalformedException {
        ClientCodec.decode(helloSince(since(8, HASH)));
        assertMalformed(helloSince(since(9, HASH)));
        assertMalformed(helloSince("[" + point(1, HASH) + "," + point(2, HASH) + "]"));
        assertMalformed(helloSince("[" + point(1, HASH) + "," + point(1, HASH) + "]"));
        assertMalformed(helloSince("[{\"version\":1}]"));
        assertMalformed(helloSince("{}"));
    }

    @Test
    void aHashIs64LowerCaseHexDigits() throws MalformedException {
        ClientCodec.decode(helloSince(since(1, HASH)));
        for (String wrong : new String[]{
                HASH.substring(1), HASH + "0", HASH.replace('a', 'A'), HASH.replace('a', 'g'), ""
        }) {
            assertMalformed(helloSince(since(1, wrong)));
        }
    }

    @Test
    void integersEndAtTheLastThatJsonKeepsExactly() throws MalformedException {
        ClientCodec.decode(
                "{\"type\":\"submit\",\"sequence\":9007199254740991,\"baseVersion\":9007199254740991,\"operation\":[]}");
        assertMalformed("{\"type\":\"submit\",\"sequence\":9007199254740992,\"baseVersion\":0,\"operation\":[]}");
        assertMalformed("{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":9007199254740992,\"operation\":[]}");
        assertMalformed("{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":9223372036854775808,\"operation\":[]}");
    }

    @Test
    void lengthsTogetherEndAtTheLargestContent() throws MalformedException {
        decodeOperation("[{\"retain\":2147483647}]");
        decodeOperation("[{\"retain\":2147483646},{\"delete\":1}]");
    }

    @Test
    void aTicketHasAtMost256Units() throws MalformedException {
        String hello = "{\"type\":\"hello\",\"clientId\":\"x\",\"attempt\":1,\"ticket\":\"%s\"}";
        ClientCodec.decode(hello.formatted("t".repeat(256)));
        assertMalformed(hello.formatted("t".repeat(257)));
    }

    @Test
    void aPingsIdHasAtMost64Units() throws MalformedException {
        ClientCodec.decode("{\"type\":\"ping\",\"id\":\"" + "é".repeat(64) + "\"}");
        assertMalformed("{\"type\":\"ping\",\"id\":\"" + "é".repeat(65) + "\"}");
    }

    @Test
    void aStateHasAtMost1024BytesOfUtf8() throws MalformedException {
        String frame = "{\"type\":\"presence\",\"baseVersion\":1,\"state\":{\"a\":\"%s\"}}";
        ClientCodec.decode(frame.formatted("é".repeat(508)));
        assertMalformed(frame.formatted("é".repeat(508) + "x"));
    }

    @Test
    void jsonIsAtMost16Deep() throws MalformedException {
        ClientCodec.decode(ping("[".repeat(15) + "]".repeat(15)));
        assertMalformed(ping("[".repeat(16) + "]".repeat(16)));
        assertMalformed(ping("[".repeat(60_000)));
    }

    @Test
    void jsonHasAtMost20000Tokens() throws MalformedException {
        // Eight tokens stand around the numbers: the object's two, three names, two strings and the array's two.
        ClientCodec.decode(ping(numbers(20_000 - 9)));
        assertMalformed(ping(numbers(20_000 - 8)));
    }

    @Test
    void aNumberHasAtMost20Digits() throws MalformedException {
        ClientCodec.decode(ping("1".repeat(20)));
        assertMalformed(ping("1".repeat(21)));
    }

    @Test
    void aStringHasAtMost64KiUnits() throws MalformedException {
        decodeOperation("[{\"insert\":\"" + "x".repeat(64 * 1024) + "\"}]");
        assertMalformed(submit("[{\"insert\":\"" + "x".repeat(64 * 1024 + 1) + "\"}]"));
    }

    @Test
    void aFrameHasAtMost128KiUnits() throws MalformedException {
        String frame = "{\"type\":\"ping\",\"id\":\"1\"}";
        ClientCodec.decode(frame + " ".repeat(128 * 1024 - frame.length()));
        assertMalformed(frame + " ".repeat(128 * 1024 - frame.length() + 1));
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
    }

    private static String ping(String more) {
        return "{\"type\":\"ping\",\"id\":\"1\",\"x\":" + more + "}";
    }

    private static String hello(String clientId) {
        return "{\"type\":\"hello\",\"clientId\":\"" + clientId + "\",\"attempt\":1}";
    }

    private static String helloSince(String since) {
        return "{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":1,\"since\":" + since + "}";
    }

    private static String since(int points, String hash) {
        return IntStream.range(0, points)
                .mapToObj(i -> point(points - i, hash))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String point(int version, String hash) {
        return "{\"version\":" + version + ",\"hash\":\"" + hash + "\"}";
    }

    private static String submit(String operation) {
        return "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":0,\"operation\":" + operation + "}";
    }

    private static Delta decodeOperation(String operation) throws MalformedException {
        return ((ClientMessage.Submit) ClientCodec.decode(submit(operation))).operation();
    }

    private static void assertMalformed(String frame) {
        String start = frame.substring(0, Math.min(100, frame.length()));
        assertThatExceptionOfType(MalformedException.class)
                .as(start)
                .isThrownBy(() -> ClientCodec.decode(frame))
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]{1,123}"));
    }
}
