package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashValueTest {
    @ParameterizedTest
    @CsvSource({"MD5, md5, 16, true", "SHA1, sha1, 20, true", "SHA256, sha256, 32, true", "PDQ, pdq, 32, false"})
    void algorithmsKnowTheirNameTheirLengthAndWhetherTheyAreExact(
            HashAlgorithm algorithm, String label, int bytes, boolean exact) {
        assertThat(algorithm.label()).isEqualTo(label);
        assertThat(algorithm.bytes()).isEqualTo(bytes);
        assertThat(algorithm.isExact()).isEqualTo(exact);
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "Sha1, SHA1", "SHA256, SHA256", "pDq, PDQ"})
    void labelsAreReadInAnyCase(String label, HashAlgorithm algorithm) {
        assertThat(HashAlgorithm.ofLabel(label)).contains(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha-256", "sha512", " md5", "photodna"})
    void otherLabelsAreUnknown(String label) {
        assertThat(HashAlgorithm.ofLabel(label)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HashAlgorithm.class)
    void aHashHasExactlyTheLengthOfItsAlgorithm(HashAlgorithm algorithm) {
        int digits = 2 * algorithm.bytes();

        assertThat(new HashValue(algorithm, "0".repeat(digits)).bytes()).hasSize(algorithm.bytes());
        for (int wrong : new int[] {0, digits - 2, digits - 1, digits + 1, digits + 2}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new HashValue(algorithm, "0".repeat(wrong)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", " ", "-", "é", "\u0660", "\uFF11"})
    void aHashHasHexadecimalDigitsOnly(String bad) {
        String hex = bad + "0".repeat(31);

        assertThatIllegalArgumentException().isThrownBy(() -> new HashValue(HashAlgorithm.MD5, hex));
    }

    @Test
    void theMessageOfARefusalDoesNotRepeatWhatWasGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashValue(HashAlgorithm.MD5, "https://host.example/picture"))
                .withMessage("a md5 hash is 32 hexadecimal digits");
    }

    @Property
    void bytesAndTextSayTheSameInEitherCase(@ForAll long seed, @ForAll HashAlgorithm algorithm) {
        byte[] bytes = new byte[algorithm.bytes()];
        new Random(seed).nextBytes(bytes);
        HashValue value = HashValue.of(algorithm, bytes);

        assertThat(value.bytes()).isEqualTo(bytes);
        assertThat(value.hex()).isEqualTo(value.hex().toLowerCase(Locale.ROOT));
        assertThat(new HashValue(algorithm, value.hex().toUpperCase(Locale.ROOT)))
                .isEqualTo(value);
        assertThat(value).hasToString(algorithm.label() + ":" + value.hex());
    }
}
