package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @CsvSource({
        "short one,staff.password.short",
        "Correct Horse Battery Staple,staff.password.common",
        "aaaaaaaaaaaaaaaabbbb,staff.password.common",
        "camille.tremblay2026,staff.password.common",
    })
    void areRefusedWhenShortOrGuessedFirst(String password, String key) {
        assertThatThrownBy(() -> passwords.demandStrong(password, "camille.tremblay"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @Test
    void areGoodWhenLong() {
        assertThatNoException().isThrownBy(() -> passwords.demandStrong("four lighthouses in fog", "camille.tremblay"));
    }

    @Test
    void matchOnlyThemselvesWhateverKeyboardTypedThem() {
        var hash = passwords.hash("la vigie veille l\u00e9g\u00e8rement");

        assertThat(passwords.matches("la vigie veille le\u0301ge\u0300rement", hash))
                .isTrue();
        assertThat(passwords.matches("la vigie veille legerement", hash)).isFalse();
        assertThat(hash).startsWith("$argon2id$v=19$m=47104,t=2,p=1$");
    }

    @Test
    void ofNobodyNeverMatch() {
        assertThat(passwords.matches("nobody has this password", null)).isFalse();
    }
}
