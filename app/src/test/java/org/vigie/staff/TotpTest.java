package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** The secret of RFC 6238, appendix B. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final long STEP = Totp.step(NOON);

    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130",
    })
    void givesTheCodesOfTheStandard(long second, String code) {
        assertThat(Totp.digits(SECRET, Totp.step(Instant.ofEpochSecond(second)), 100_000_000, 8))
                .isEqualTo(code);
    }

    @Test
    void takesTheCodeOfOneStepBeforeAndAfterAndNoOther() {
        for (int away = -3; away <= 3; away++) {
            var answer = Totp.accepts(SECRET, Totp.code(SECRET, STEP + away), NOON, 0);

            assertThat(answer).isEqualTo(Math.abs(away) <= 1 ? OptionalLong.of(STEP + away) : OptionalLong.empty());
        }
    }

    @Test
    void takesACodeOnceOnly() {
        var code = Totp.code(SECRET, STEP);

        assertThat(Totp.accepts(SECRET, code, NOON, STEP)).isEmpty();
        assertThat(Totp.accepts(SECRET, code, NOON, STEP - 1)).hasValue(STEP);
    }

    @Test
    void doesNotMindSpacesAndRefusesRubbish() {
        var code = Totp.code(SECRET, STEP);

        assertThat(Totp.accepts(SECRET, code.substring(0, 3) + " " + code.substring(3), NOON, 0))
                .hasValue(STEP);
        assertThat(Totp.accepts(SECRET, "", NOON, 0)).isEmpty();
        assertThat(Totp.accepts(SECRET, "é".repeat(6), NOON.plus(Duration.ofSeconds(1)), 0))
                .isEmpty();
    }
}
