package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.staff.passkey.KnownPasskey;
import org.vigie.staff.passkey.NewPasskey;
import org.vigie.staff.passkey.PasskeyLimits;
import org.vigie.staff.passkey.RelyingParty;
import org.vigie.staff.passkey.Verdict;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/** Answers that no honest browser gives: each is refused, and none of them breaks anything. */
@Tag("figures")
@VigieTest
class PasskeyAnswersTest {
    private static final byte[] CHALLENGE = new byte[PasskeyLimits.CHALLENGE_BYTES];
    private static final byte[] HANDLE = Person.handle(new UUID(1, 2));
    private static final long SEED = 20261126;

    @Autowired
    private RelyingParty relyingParty;

    private final SoftAuthenticator device = new SoftAuthenticator();

    static List<String> garbage() {
        return List.of(
                "",
                "null",
                "{}",
                "[]",
                "\"text\"",
                "{\"id\":\"AA\"}",
                "{\"id\":null,\"rawId\":null,\"type\":\"public-key\",\"response\":null}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
                "{\"id\":\"!\",\"rawId\":\"!\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"!\"}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":"
                        + "{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":"
                        + "{\"clientDataJSON\":\"e30\",\"attestationObject\":\"v5-fn5-fn5-fn5-fn5-f\"}}",
                "[".repeat(5_000),
                "{\"a\":".repeat(3_000),
                "{\"id\":\"" + "A".repeat(3_000) + "\"}",
                "\u0000\uD800",
                "x".repeat(PasskeyLimits.ANSWER_CHARACTERS_MAX + 1));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsRefused(String garbage) {
        assertThat(relyingParty.made(garbage, CHALLENGE)).isEmpty();
        relyingParty
                .read(garbage)
                .ifPresent(answer -> assertThat(relyingParty.judge(answer, CHALLENGE, known()))
                        .isInstanceOf(Verdict.Refused.class));
    }

    @Test
    void whatIsTooLongIsRefusedThoughItIsRight() {
        var answer = device.create(creationOptions());
        assertThat(relyingParty.made(answer, CHALLENGE)).isPresent();
        var long_ = answer + " ".repeat(PasskeyLimits.ANSWER_CHARACTERS_MAX);
        assertThat(relyingParty.made(long_, CHALLENGE)).isEmpty();
        assertThat(relyingParty.read(device.get(requestOptions()) + " ".repeat(PasskeyLimits.ANSWER_CHARACTERS_MAX)))
                .isEmpty();
    }

    /** Every changed character of the signed parts must be noticed; what JSON ignores may stay right. */
    @Test
    void noBitOfWhatIsSignedCanBeChanged() throws Exception {
        var known = known();
        var random = new Random(SEED);
        int rounds = Figure.rounds(2_000, 100_000);
        int accepted = 0;
        for (int round = 0; round < rounds; round++) {
            var answer = device.get(requestOptions());
            var parts = answer.split("\"");
            int part = place(
                    parts,
                    List.of("clientDataJSON", "authenticatorData", "signature", "userHandle")
                            .get(random.nextInt(4)));
            byte[] bytes = SoftAuthenticator.decode(parts[part]);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            parts[part] = SoftAuthenticator.encode(bytes);
            var read = relyingParty.read(String.join("\"", parts));
            if (read.isPresent() && relyingParty.judge(read.get(), CHALLENGE, known) instanceof Verdict.Proven) {
                accepted++;
            }
        }
        assertThat(accepted).isZero();
    }

    @Test
    void bytesAtRandomNeverBreakTheReading() throws Exception {
        var random = new Random(SEED);
        var known = known();
        for (int round = 0; round < Figure.rounds(3_000, 200_000); round++) {
            var answer =
                    new StringBuilder(round % 2 == 0 ? device.get(requestOptions()) : device.create(creationOptions()));
            for (int change = 0; change <= random.nextInt(6); change++) {
                int at = random.nextInt(answer.length());
                switch (random.nextInt(3)) {
                    case 0 -> answer.setCharAt(at, (char) random.nextInt(128));
                    case 1 -> answer.deleteCharAt(at);
                    default -> answer.insert(at, "\"{}[]:,\\x".charAt(random.nextInt(9)));
                }
            }
            relyingParty.made(answer.toString(), CHALLENGE);
            relyingParty.read(answer.toString()).ifPresent(read -> relyingParty.judge(read, CHALLENGE, known));
        }
    }

    private static int place(String[] parts, String name) {
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals(name)) {
                return i + 2;
            }
        }
        throw new AssertionError("not in the answer: " + name);
    }

    private KnownPasskey known() {
        NewPasskey made =
                relyingParty.made(device.create(creationOptions()), CHALLENGE).orElseThrow();
        return new KnownPasskey(HANDLE, made.attestedData(), 0, made.backupEligible());
    }

    private String creationOptions() {
        return relyingParty.creationOptions(CHALLENGE, HANDLE, "name", List.of());
    }

    private String requestOptions() {
        return relyingParty.requestOptions(CHALLENGE, List.of());
    }
}
