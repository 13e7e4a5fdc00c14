package io.cowrite.load;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArgumentsTests {

    private static final String ADDRESS = "--load-test=http://localhost:8080";

    @Test
    void anAddressAloneIsEnough() {
        assertThat(Arguments.read("--load-test=HTTPS://Docs.Example.org/")).isEqualTo(new Settings(
                URI.create("https://docs.example.org"), "https://docs.example.org", 10, 1, 2, 0.5, 5, 5, 30, 30, "load",
                false));
    }

    @Test
    void whatIsGivenIsTaken() {
        assertThat(Arguments.read(ADDRESS, "--people=200", "--documents=20", "--rate=0.15", "--cursors=0", "--ramp=0",
                "--warm-up=1", "--seconds=60", "--settle=10", "--out=a/b", "--origin=https://x.example", "--keep"))
                .isEqualTo(new Settings(URI.create("http://localhost:8080"), "https://x.example", 200, 20, 0.15, 0, 0,
                        1, 60, 10, "a/b", true));
    }

    @Test
    void thoseOfARehearsalAreGood() {
        assertThat(Rehearsal.SCENES).hasSize(2).allSatisfy(scene -> {
            Settings read = Arguments
                    .read(Rehearsal.arguments(URI.create("http://localhost:8080"), Path.of("scratch"), scene));
            assertThat(read.address()).isEqualTo(URI.create("http://localhost:8080"));
            assertThat(read.out()).isEqualTo(Path.of("scratch", "rehearsal").toString());
            assertThat(scene).contains("--people=" + read.people(), "--documents=" + read.documents());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --people=0         | --people must be a whole number from 1 to 100000, not '0'.
            --people=many      | --people must be a whole number
            --people           | --people needs a value
            --documents=11     | There are fewer people (10) than documents (11).
            --rate=0           | --rate must be above 0.
            --rate=-1          | --rate must be a number from 0 to 1000
            --rate=NaN         | --rate must be a number from 0 to 1000
            --seconds=0        | --seconds must be a whole number from 1 to 86400
            --keep=yes         | The load test knows no '--keep=yes'.
            --poeple=5         | The load test knows no '--poeple=5'.
            --server.port=9000 | The load test knows no '--server.port=9000'.
            """)
    void whatCannotBeDoneIsToldByName(String argument, String sentence) {
        assertThatThrownBy(() -> Arguments.read(ADDRESS, argument)).isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void nothingIsGivenTwice() {
        assertThatThrownBy(() -> Arguments.read(ADDRESS, "--people=1", "--people=2"))
                .hasMessage("--people is given twice. (--load-test --help tells more.)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8080", "ftp://localhost", "http://", "http://ann@localhost",
            "http://localhost?x=1", "http://local host"})
    void anAddressIsOneOfAService(String address) {
        assertThatThrownBy(() -> Arguments.read("--load-test=" + address)).isInstanceOf(UsageException.class)
                .hasMessageContaining("is no address");
    }

    @Test
    void aPathIsNotServed() {
        assertThatThrownBy(() -> Arguments.read("--load-test=https://host/cowrite"))
                .hasMessageContaining("has a path");
    }
}
