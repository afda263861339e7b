package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.vigie.limit.Limit;

/** Who shares a network: an office at the start of a shift, and whoever guesses there. */
class TriesTest extends StaffTestBase {
    private static final String OFFICE = "192.0.2.77";

    @Autowired
    private Tries tries;

    @Test
    void anOfficeDoesNotLockItselfOutAndGuessesThereAreRefusedAsBefore() {
        var members =
                IntStream.range(0, 14).mapToObj(number -> member(Role.ANALYST)).toList();
        int signedIn = 0;
        for (var member : members) {
            for (int step = -1; step <= 1; step++) { // all three codes that count now
                var halfWay =
                        signIn.password(member.signInName(), PASSWORD, OFFICE).orElseThrow();
                signedIn += signIn.code(halfWay, code(member, step), OFFICE).isPresent() ? 1 : 0;
            }
        }
        assertThat(signedIn).isGreaterThan(40);

        for (int guess = 0; guess < Limit.SIGN_IN_OF_NETWORK.size(); guess++) {
            assertThat(signIn.password("nobody" + guess, "not the password here", OFFICE))
                    .isEmpty();
        }
        assertThatThrownBy(() -> signIn.password("nobody", "not the password here", OFFICE))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> signIn.password(members.getFirst().signInName(), PASSWORD, "192.0.2.78"))
                .as("the right one too, from the same network")
                .isInstanceOf(Refusal.class);
    }

    @Test
    void whatIsGivenBackIsOneTryAndOnce() {
        tries.countFrom(OFFICE);
        var counted = tries.countFrom(OFFICE);
        counted.wasRight();
        counted.wasRight();
        for (int rest = 1; rest < Limit.SIGN_IN_OF_NETWORK.size(); rest++) {
            tries.countFrom(OFFICE);
        }
        assertThatThrownBy(() -> tries.countFrom(OFFICE)).isInstanceOf(Refusal.class);
    }

    @Test
    void whoIsSignedInConfirmsAlsoWhereOthersUsedUpTheNetwork() {
        var member = member(Role.ADMINISTRATOR);
        var session = signedIn(member);
        useUp("127.0.0.1");

        assertThat(post("/sign-in", new MockHttpSession(), Map.of("sign-in-name", "nobody", "password", PASSWORD)))
                .hasStatus(429);
        assertThat(post("/confirm-it-is-you", session, Map.of("code", code(member.secret()))))
                .hasRedirectedUrl("/");
        assertThat(post(
                        "/me/sign-in/password",
                        session,
                        Map.of("present-password", PASSWORD, "password", "seven harbours in the rain")))
                .hasRedirectedUrl("/me/sign-in?after=password");
    }

    private void useUp(String address) {
        for (int number = 0; number < Limit.SIGN_IN_OF_NETWORK.size(); number++) {
            try {
                tries.countFrom(address);
            } catch (Refusal usedUp) {
                return;
            }
        }
    }

    private String code(Member member, int step) {
        return Totp.code(Base32.decode(member.secret()), Totp.step(clock.instant()) + step);
    }
}
