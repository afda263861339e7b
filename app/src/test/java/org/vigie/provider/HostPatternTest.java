package org.vigie.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource({
        "Hosting.EXAMPLE, hosting.example", // no top-level domain alone
        "*.hosting.example, hosting.example",
        ".hosting.example, hosting.example",
        "localhost, localhost",
        "bücher.example, xn--bcher-kva.example"
    })
    void readsNames(String text, String name) {
        assertThat(HostPattern.parse(text)).contains(new HostPattern.Suffix(name));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.77/24, 192.0.2.0/24",
        "198.51.100.255/27, 198.51.100.224/27",
        "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32",
        "::1, 0:0:0:0:0:0:0:1/128"
    })
    void readsNetworksAndClearsWhatLiesOutside(String text, String cidr) {
        assertThat(HostPattern.parse(text)).contains(new HostPattern.Prefix(cidr));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com",
                "a..example",
                "-a.example",
                "a_b.example",
                "192.0.2.0/33",
                "192.0.2.0/4",
                "x/24",
                "https://a.example/",
                "a.example:80",
                "a.example/24",
                "a b.example",
                "a.example."
            })
    void refusesTheRest(String text) {
        assertThat(HostPattern.parse(text)).isEmpty();
    }

    @Test
    void aHostBelongsToTheDomainsAboveItOnLabelBorders() {
        assertThat(HostPattern.suffixesOf("a.b.hosting.example"))
                .isEqualTo(List.of("a.b.hosting.example", "b.hosting.example", "hosting.example"));
        assertThat(HostPattern.suffixesOf("localhost")).isEqualTo(List.of("localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "[2001:db8::1]"})
    void anAddressHasNoDomains(String host) {
        assertThat(HostPattern.suffixesOf(host)).isEmpty();
        assertThat(HostPattern.literal(host)).isPresent();
    }
}
