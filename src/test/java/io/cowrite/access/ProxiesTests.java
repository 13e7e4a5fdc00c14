package io.cowrite.access;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProxiesTests {

    private final Proxies proxies = new Proxies(List.of("127.0.0.1", " 10.1.0.0/16", "::1", "fd00::/8"));

    @ParameterizedTest
    @ValueSource(strings = {
            "127.0.0.1", "10.1.0.0", "10.1.255.255", "::1", "[::1]", "0:0:0:0:0:0:0:1", "fd12:3456::1",
            "::ffff:127.0.0.1"
    })
    void theseAreKnown(String address) {
        assertThat(proxies.include(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "127.0.0.2", "10.2.0.0", "10.0.255.255", "::2", "fe00::1", "", "localhost", "127.0.0.1 ", "unknown",
            "[127.0.0.1", "10.1.0.0/16"
    })
    void theseAreNot(String address) {
        assertThat(proxies.include(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            127.0.0.1 | -                              | 127.0.0.1
            127.0.0.1 | 192.0.2.7                      | 192.0.2.7
            127.0.0.1 | 6.6.6.6,192.0.2.7              | 192.0.2.7
            127.0.0.1 | 6.6.6.6,192.0.2.7,10.1.2.3     | 192.0.2.7
            127.0.0.1 | 10.1.2.3,192.0.2.7,10.1.2.3    | 192.0.2.7
            127.0.0.1 | 10.1.2.3,10.1.2.4              | 10.1.2.3
            127.0.0.1 | 6.6.6.6,unknown                | 127.0.0.1
            127.0.0.1 | 192.0.2.7,evil.example,10.1.2.3 | 10.1.2.3
            192.0.2.9 | 6.6.6.6                        | 192.0.2.9
            """)
    void theClientIsTheNearestThatIsNoProxy(String peer, @Nullable String forwarded, String client) {
        List<String> way = forwarded == null ? List.of() : Arrays.asList(forwarded.split(",", -1));
        assertThat(proxies.client(peer, way)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "", "::1/129", "10.0.0", "10.0.0.0/8/8"})
    void whatIsNoAddressIsNamed(String listed) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Proxies(List.of(listed)))
                .withMessageContaining("cowrite.proxies");
    }
}
