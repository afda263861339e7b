package org.vigie.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.core.address.BadAddress.Reason;

class CanonicalAddressTest {
    @ParameterizedTest(name = "{2}: {0}")
    @CsvFileSource(resources = "addresses.csv")
    void every_spelling_has_one_canonical_form_or_a_reason(String given, String expected, String why) {
        assertThat(textOrReason(() -> CanonicalAddress.parse(unescaped(given))))
                .as(why)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} + {1}")
    @CsvFileSource(resources = "references.csv")
    void references_are_read_from_the_page_they_stand_on(String base, String reference, String expected) {
        CanonicalAddress page = CanonicalAddress.parse(base);
        assertThat(textOrReason(() -> page.resolve(unescaped(reference)))).isEqualTo(expected);
    }

    @Test
    void an_address_has_parts() {
        CanonicalAddress address = CanonicalAddress.parse("https://b\u00fccher.example:8443/a/b.jpg?c=d&e");
        assertThat(address.scheme()).isEqualTo("https");
        assertThat(address.host()).isEqualTo("xn--bcher-kva.example");
        assertThat(address.hostInUnicode()).isEqualTo("b\u00fccher.example");
        assertThat(address.port()).isEqualTo(8443);
        assertThat(address.path()).isEqualTo("/a/b.jpg");
        assertThat(address.query()).contains("c=d&e");
        assertThat(address.pathAndQuery()).isEqualTo("/a/b.jpg?c=d&e");
        assertThat(address.origin()).isEqualTo("https://xn--bcher-kva.example:8443");
        assertThat(address.hostNumber()).isEmpty();
        assertThat(CanonicalAddress.parse("http://a.example").port()).isEqualTo(80);
        assertThat(CanonicalAddress.parse("https://a.example").port()).isEqualTo(443);
        assertThat(CanonicalAddress.parse("https://a.example").query()).isEmpty();
    }

    @Test
    void a_host_that_is_a_number_is_known_without_asking_anyone() throws Exception {
        assertThat(CanonicalAddress.parse("http://0x7f.1/").hostNumber())
                .contains(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        assertThat(CanonicalAddress.parse("http://[::1]/").hostNumber())
                .contains(InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.a.example/b.jpg, hxxps://www[.]a[.]example/b.jpg",
        "http://a.example:81/?u=HTTP://b.example, hxxp://a[.]example:81/?u=HxxP://b.example",
        "http://a.example/www.b.example, hxxp://a[.]example/www[.]b.example",
        "http://http.example/, hxxp://hxxp[.]example/",
        "http://127.1/, hxxp://127[.]0[.]0[.]1/",
        "http://[::1]/, hxxp://[::1]/"
    })
    void what_is_shown_is_no_link(String address, String shown) {
        assertThat(CanonicalAddress.parse(address).defanged()).isEqualTo(shown);
    }

    @Test
    void addresses_do_not_print_themselves() {
        CanonicalAddress address = CanonicalAddress.parse("http://secret.example/");
        assertThat(address).hasToString("[sealed]");
        assertThat(AddressParser.parse("http://secret.example/")).hasToString("[sealed]");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "addresses.csv")
    void a_refusal_says_nothing_of_the_address(String given, String expected) {
        if (expected.startsWith("!") && !given.isBlank()) {
            assertThatThrownBy(() -> CanonicalAddress.parse(unescaped(given)))
                    .isInstanceOf(BadAddress.class)
                    .satisfies(refusal -> assertThat(printed(refusal)).doesNotContain(given.strip()))
                    .hasMessage("not an address: " + expected.substring(1))
                    .hasNoCause();
        }
    }

    @Test
    void equal_addresses_have_equal_texts() {
        assertThat(CanonicalAddress.parse("HTTP://A.example:80"))
                .isEqualTo(CanonicalAddress.parse("http://a.example/#x"))
                .hasSameHashCodeAs(CanonicalAddress.parse("http://a.example/"))
                .isNotEqualTo(CanonicalAddress.parse("https://a.example/"))
                .isNotEqualTo("http://a.example/");
    }

    @Test
    void lengths_are_limited_before_and_after() {
        String base = "http://a.example/";
        int left = AddressLimits.TEXT_MAX.value() - base.length();
        assertThat(CanonicalAddress.parse(base + "x".repeat(left)).text()).hasSize(AddressLimits.TEXT_MAX.value());
        assertThat(textOrReason(() -> CanonicalAddress.parse(base + "x".repeat(left + 1))))
                .isEqualTo("!" + Reason.TOO_LONG);
        assertThat(textOrReason(() -> CanonicalAddress.parse(base + "\u00e9".repeat(left / 2))))
                .isEqualTo("!" + Reason.TOO_LONG);
        assertThat(textOrReason(() -> CanonicalAddress.parse(base).resolve("x".repeat(left + 1))))
                .isEqualTo("!" + Reason.TOO_LONG);
    }

    @Test
    void host_names_are_as_long_as_DNS_allows() {
        String longest = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);
        assertThat(CanonicalAddress.parse("http://" + longest).host()).isEqualTo(longest);
        assertThat(textOrReason(() -> CanonicalAddress.parse("http://" + longest + "b")))
                .isEqualTo("!" + Reason.HOST_TOO_LONG);
        assertThat(textOrReason(() -> CanonicalAddress.parse("http://" + "\u00e9".repeat(4_000))))
                .isEqualTo("!" + Reason.HOST_TOO_LONG);
        assertThat(textOrReason(() -> CanonicalAddress.parse("http://xn--" + "a".repeat(4_000))))
                .isEqualTo("!" + Reason.HOST_TOO_LONG);
    }

    private static String textOrReason(Supplier<CanonicalAddress> address) {
        try {
            return address.get().text();
        } catch (BadAddress e) {
            return "!" + e.reason();
        }
    }

    private static String printed(Throwable refusal) {
        StringWriter out = new StringWriter();
        refusal.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }

    /** The escapes of Java, which the case tables use for what an editor cannot show. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (text.charAt(i + 1) == 'u') {
                out.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
                i += 5;
            } else {
                out.append(
                        switch (text.charAt(++i)) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> '\\';
                        });
            }
        }
        return out.toString();
    }
}
