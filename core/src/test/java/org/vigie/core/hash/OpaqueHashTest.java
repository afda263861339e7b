package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpaqueHashTest {
    private static byte[] made(int bytes) {
        byte[] made = new byte[bytes];
        new Random(7).nextBytes(made);
        return made;
    }

    @Test
    void readsHexadecimalAndBase64AlikeUnderAnyWritingOfTheName() {
        byte[] value = made(144);
        OpaqueHash expected = OpaqueHash.of("photodna", value);

        assertThat(OpaqueHash.parse("PhotoDNA", expected.hex().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(expected);
        assertThat(OpaqueHash.parse("Photo-DNA ", Base64.getEncoder().encodeToString(value) + "\n"))
                .isEqualTo(expected);
        assertThat(expected.bytes()).isEqualTo(value);
        assertThat(expected).hasToString("photodna:" + expected.hex());
    }

    @ParameterizedTest(name = "{0}:{1}")
    @CsvSource({
        "photodna, AAAA", // not 144 bytes
        "photodna, 00112233445566778899", // neither are these
        "f1, 00112233445566", // seven bytes
        "f1, 0011223344556677f", // a digit too many, and no base 64
        "md5, 00112233445566778899aabbccddeeff", // computed here: it has a type of its own
        "p, 0011223344556677",
        "päck, 0011223344556677",
        "f1, ''",
        "f1, '****************'",
    })
    void refusesWhatIsNone(String system, String value) {
        assertThatThrownBy(() -> OpaqueHash.parse(system, value)).isInstanceOf(IllegalArgumentException.class);
    }
}
