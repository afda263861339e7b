package org.vigie.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any text whatever, in particular for the pieces that parsers stumble over, in any order. */
class CanonicalAddressPropertiesTest {
    @Property(tries = 5_000)
    void reading_twice_changes_nothing(@ForAll("addresses") String address) {
        CanonicalAddress.find(address)
                .ifPresent(found ->
                        assertThat(CanonicalAddress.parse(found.text()).text()).isEqualTo(found.text()));
    }

    @Property(tries = 2_000)
    void a_canonical_text_is_a_URI_of_plain_ASCII(@ForAll("addresses") String address) {
        CanonicalAddress.find(address).ifPresent(found -> {
            URI uri = URI.create(found.text());
            assertThat(found.text()).matches("[!-~]+").doesNotContain("\\", "#", "<", ">", "\"");
            assertThat(uri.getRawPath()).isEqualTo(found.path());
            assertThat(Optional.ofNullable(uri.getRawQuery())).isEqualTo(found.query());
            assertThat(uri.getScheme()).isEqualTo(found.scheme());
        });
    }

    @Property(tries = 5_000)
    void a_reference_leads_to_the_web_or_nowhere(@ForAll("addresses") String base, @ForAll("pieces") String reference) {
        CanonicalAddress.find(base).ifPresent(page -> {
            try {
                CanonicalAddress found = page.resolve(reference);
                assertThat(found.scheme()).isIn("http", "https");
                assertThat(CanonicalAddress.parse(found.text())).isEqualTo(found);
            } catch (BadAddress e) {
                assertThat(e.reason()).isNotNull();
            }
        });
    }

    @Property(tries = 2_000)
    void an_absolute_address_is_the_same_from_everywhere(
            @ForAll("addresses") String base, @ForAll("addresses") String other) {
        CanonicalAddress.find(base)
                .ifPresent(page -> CanonicalAddress.find(other)
                        .ifPresent(
                                found -> assertThat(page.resolve(found.text())).isEqualTo(found)));
    }

    @Property(tries = 2_000)
    void what_is_shown_has_no_scheme_and_no_bare_dot_in_the_host(@ForAll("addresses") String address) {
        CanonicalAddress.find(address).ifPresent(found -> {
            String shown = found.defanged();
            assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain("http").startsWith("hxxp");
            String host = shown.substring(0, shown.indexOf('/', "hxxps://".length()));
            assertThat(host.replace("[.]", "")).doesNotContain(".");
        });
    }

    @Property(tries = 2_000)
    void names_that_never_changed_their_rules_are_encoded_as_the_JDK_does(@ForAll("oldNames") String name) {
        assertThat(CanonicalAddress.parse("http://" + name + ".example/").host())
                .isEqualTo(IDN.toASCII(name) + ".example");
    }

    @Property(tries = 2_000)
    void names_survive_the_way_to_ASCII_and_back(@ForAll("oldNames") String name) {
        CanonicalAddress address = CanonicalAddress.parse("http://" + name + ".example/");
        assertThat(address.hostInUnicode()).isEqualTo(name + ".example");
        assertThat(CanonicalAddress.parse("http://" + address.hostInUnicode() + "/"))
                .isEqualTo(address);
    }

    @Property(tries = 5_000)
    void any_text_that_claims_to_be_encoded_is_refused_or_encoded_just_so(@ForAll("encodedNames") String name) {
        CanonicalAddress.find("http://" + name + "/").ifPresent(found -> {
            assertThat(found.host()).isEqualTo(name);
            assertThat(CanonicalAddress.parse("http://" + found.hostInUnicode() + "/"))
                    .isEqualTo(found);
        });
    }

    @Provide
    Arbitrary<String> oldNames() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('\u00e0', '\u00f6')
                .withCharRange('\u0430', '\u044f')
                .withCharRange('\u4e00', '\u4fff')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> encodedNames() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(14)
                .map(rest -> "xn--" + rest);
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> schemes = Arbitraries.of("http:", "https:", "HTTP://", "https://", "http:\\", "http:///");
        Arbitrary<String> hosts = Arbitraries.oneOf(
                Arbitraries.of("a.example", "A.Example.", "u@b.example", "127.1", "0x7f", "[::1]", "[1:0:0:2::]"),
                Arbitraries.of("b\u00fccher.example", "xn--bcher-kva.example", "\u05d0.example", "http.example"),
                pieces());
        return Combinators.combine(schemes, hosts, pieces()).as((scheme, host, rest) -> scheme + host + "/" + rest);
    }

    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of("/", "\\", "//", ".", "..", "/../", "%2e", "%", "%4", "%41", "%25", "%zz", "%c3%a9"),
                Arbitraries.of(
                        "?", "#", "@", ":", ":80", ":0", "[", "]", "http:", "https://", "www.", "0x7f", "1", "08"),
                Arbitraries.of(
                        "\u00e9", "\u00df", "\u3002", "\uff11", "\u200d", "\ud83d\ude00", "\ud800", "xn--", "\t"),
                Arbitraries.strings().ascii().ofMaxLength(3),
                Arbitraries.strings().ofMaxLength(2));
        return piece.list().ofMaxSize(8).map(list -> String.join("", list));
    }
}
