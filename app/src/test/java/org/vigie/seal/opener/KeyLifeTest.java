package org.vigie.seal.opener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.seal.OpenerRules;
import org.vigie.seal.opener.KeyLife.Change;

/** What the opener lets be done with private keys, and that none is lost, whoever asks and whenever it is killed. */
class KeyLifeTest {
    private static final UUID ORG = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");
    private static final byte[] PLACE = "report.words_sealed#1".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Instant now = START;
    private int writesLeft = Integer.MAX_VALUE;
    private PrivateTipKeys keys;
    private KeyLife life;

    /** As if the process were killed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void first() throws Exception {
        again();
        life.create(ORG);
        Files.setLastModifiedTime(OpenerFiles.privateKeys(folder, ORG), FileTime.from(START));
    }

    @Test
    void anotherKeyADayAndNoMore() throws Exception {
        assertThat(life.rotated(ORG)).isEqualTo(new Change.TooSoon(OpenerRules.ROTATE_EVERY));
        now = START.plus(OpenerRules.ROTATE_EVERY);
        assertThat(life.rotated(ORG)).isEqualTo(new Change.Done());
        int second = newest();
        now = now.plusSeconds(60);
        assertThat(life.rotated(ORG)).isEqualTo(new Change.TooSoon(OpenerRules.ROTATE_EVERY.minusSeconds(60)));
        again(); // a new start does not count anew
        assertThat(life.rotated(ORG)).isInstanceOf(Change.TooSoon.class);
        assertThat(newest()).isEqualTo(second);
    }

    @Test
    void aYoungKeyIsNotGivenUpAndTheNewestNever() throws Exception {
        int first = newest();
        now = START.plus(Duration.ofDays(100));
        life.rotated(ORG);
        int second = newest();
        now = now.plus(OpenerRules.ROTATE_EVERY);
        life.rotated(ORG);
        int third = newest();

        assertThat(retired(third, third)).isEqualTo(new Change.Refused());
        assertThat(retired(second, first)).isEqualTo(new Change.Refused());
        assertThat(retired()).isEqualTo(new Change.Refused());
        now = now.minusSeconds(30);
        assertThat(retired(third, first, second)).isEqualTo(new Change.TooSoon(Duration.ofSeconds(30)));
        assertThat(inUse()).containsExactly(first, second, third);
        now = now.plusSeconds(30);
        assertThat(retired(third, first, second)).isEqualTo(new Change.Done());
        assertThat(inUse()).containsExactly(third);
        assertThat(kept()).containsExactlyInAnyOrder(first, second);
        assertThat(retired(third, first, second)).as("once more").isEqualTo(new Change.Done());
        assertThat(kept()).hasSize(2);
    }

    @Test
    void whatWasGivenUpOpensNothingUntilItIsBroughtBack() throws Exception {
        int first = newest();
        byte[] sealed = sealed("before");
        aNewKeyAndTheOldGivenUp(first);
        assertThatThrownBy(() -> keys.open(ORG, sealed, PLACE)).isInstanceOf(GeneralSecurityException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(OpenerFiles.kept(folder, ORG))))
                .isEqualTo("rw-------");

        assertThat(life.restored(ORG, Optional.of(first + 1))).isZero();
        assertThat(life.restored(ORG, Optional.of(first))).isEqualTo(1);
        assertThat(keys.open(ORG, sealed, PLACE)).isEqualTo("before".getBytes(StandardCharsets.UTF_8));
        assertThat(kept()).isEmpty();
        assertThat(newest()).isNotEqualTo(first);
        assertThat(life.restored(ORG, Optional.empty())).isZero();

        // who took it away cannot do it again at once
        assertThat(retired(newest(), first)).isEqualTo(new Change.TooSoon(OpenerRules.RETIRE_AGE));
    }

    @Test
    void isErasedAfterItsTimeOfGraceAndNotBefore() throws Exception {
        int first = newest();
        String secret = secretOf(first);
        assertThat(everything()).contains(secret);
        aNewKeyAndTheOldGivenUp(first);
        assertThat(everything()).doesNotContain(secret);
        assertThat(KeyNotes.parse(Files.readString(OpenerFiles.kept(folder, ORG)))
                        .kept()
                        .getFirst()
                        .keys())
                .contains(secret);

        now = now.plus(OpenerRules.GRACE).minusMillis(1);
        assertThat(life.erased(ORG)).isZero();
        assertThat(kept()).containsExactly(first);
        now = now.plusMillis(1);
        assertThat(life.erased(ORG)).isEqualTo(1);
        assertThat(kept()).isEmpty();
        assertThat(Files.readString(OpenerFiles.kept(folder, ORG))).doesNotContain("kept %08x".formatted(first));
        assertThat(life.restored(ORG, Optional.empty())).isZero();
    }

    @Test
    void theOpenerErasesByItselfWithoutBeingAsked() throws Exception {
        int first = newest();
        aNewKeyAndTheOldGivenUp(first);
        now = now.plus(OpenerRules.GRACE);
        Files.writeString(folder.resolve("tips-private-x.json123.new"), "what a killed process left");
        List<String> log = new ArrayList<>();
        new OpenerProgram(folder, OpenerRules.USUAL, () -> now, log::add).erase();
        assertThat(log).containsExactly("opener: keys erased 1");
        assertThat(kept()).isEmpty();
        assertThat(folder.resolve("tips-private-x.json123.new")).doesNotExist();
    }

    /** What goes through a folder says so by exceptions that nobody has to catch. */
    @Test
    void aFailureThatNobodyExpectsDoesNotEndTheErasing() throws Exception {
        aNewKeyAndTheOldGivenUp(newest());
        now = now.plus(OpenerRules.GRACE);
        List<String> log = new ArrayList<>();
        var isBroken = new AtomicBoolean(true);
        var program = new OpenerProgram(
                folder,
                OpenerRules.USUAL,
                () -> {
                    if (isBroken.get()) {
                        throw new UncheckedIOException(new IOException("a folder that is gone"));
                    }
                    return now;
                },
                log::add);
        program.erase();
        isBroken.set(false);
        program.erase();
        assertThat(log).containsExactly("opener: keys failed 1", "opener: keys erased 1");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aClockThatWasWrongKeepsNothingForEver() throws Exception {
        int first = newest();
        now = START.plus(Duration.ofDays(36_500));
        life.rotated(ORG);
        retired(newest(), first);
        now = START.plus(Duration.ofDays(2)); // it was set right
        assertThat(life.erased(ORG)).isZero();
        assertThat(life.rotated(ORG)).isEqualTo(new Change.TooSoon(OpenerRules.ROTATE_EVERY));
        now = now.plus(OpenerRules.GRACE);
        assertThat(life.rotated(ORG)).isEqualTo(new Change.Done());
        assertThat(life.erased(ORG)).isEqualTo(1);
    }

    /** At each file that a change writes, in turn; then the change is asked for again, as an operator would. */
    @Test
    void aKillBetweenAnyTwoStepsLosesNoKey() throws Exception {
        int first = newest();
        byte[] sealed = sealed("before");
        now = START.plus(Duration.ofDays(10));
        int kills = killedInTurn(
                () -> life.rotated(ORG), () -> assertThat(opens(sealed)).isTrue());
        int second = newest();
        now = now.plus(Duration.ofDays(10));
        kills += killedInTurn(() -> retired(second, first), () -> assertNotLost(first));
        assertThat(kept()).containsExactly(first);
        kills += killedInTurn(() -> life.restored(ORG, Optional.empty()), () -> assertNotLost(first));
        assertThat(opens(sealed)).isTrue();
        now = now.plus(OpenerRules.GRACE);
        life.erased(ORG);
        assertThat(opens(sealed)).as("in use, so not erased").isTrue();
        assertThat(kills).as("steps at which it was killed").isGreaterThanOrEqualTo(7);
    }

    private void assertNotLost(int key) {
        try {
            assertThat(inUse().contains(key) || kept().contains(key)).isTrue();
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private interface Step {
        Object run() throws IOException, GeneralSecurityException;
    }

    private int killedInTurn(Step change, Runnable holds) throws Exception {
        for (int writes = 0; ; writes++) {
            writesLeft = writes;
            try {
                Object done = change.run();
                assertThat(done).isNotInstanceOf(Change.TooSoon.class);
                holds.run();
                return writes;
            } catch (Killed killed) {
                writesLeft = Integer.MAX_VALUE;
                again();
                holds.run();
            } finally {
                writesLeft = Integer.MAX_VALUE;
            }
        }
    }

    @Test
    void keepsAtMostSoManyAndRefusesRatherThanForget() throws Exception {
        now = START.plus(Duration.ofDays(1));
        KeyNotes notes = KeyNotes.NONE.keeping(IntStream.range(0, OpenerLimits.KEPT_MAX)
                .mapToObj(number -> new KeyNotes.Kept(number, now, "{}"))
                .toList());
        Files.writeString(OpenerFiles.kept(folder, ORG), notes.text());
        int first = newest();
        life.rotated(ORG);
        assertThat(retired(newest(), first)).isEqualTo(new Change.Refused());
        assertThat(inUse()).contains(first);
    }

    @Test
    void aDamagedFileOfNotesStopsChangesAndNotTheOpening() throws Exception {
        byte[] sealed = sealed("words");
        int first = newest();
        aNewKeyAndTheOldGivenUp(first);
        byte[] after = sealed("after");
        Path file = OpenerFiles.kept(folder, ORG);
        String good = Files.readString(file);
        for (String bad :
                List.of("", "{}", good.substring(0, good.length() - 3), good + "more\n", good + "kept 1 2 3\n")) {
            Files.writeString(file, bad);
            now = now.plus(Duration.ofDays(400));
            assertThatThrownBy(() -> life.rotated(ORG)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> life.erased(ORG)).isInstanceOf(IOException.class);
            assertThat(file).hasContent(bad);
            assertThat(opens(after)).isTrue();
        }
        Files.writeString(file, good);
        assertThat(life.restored(ORG, Optional.empty())).isEqualTo(1);
        assertThat(opens(sealed)).isTrue();
    }

    /** As a new process finds it. */
    private void again() throws GeneralSecurityException {
        keys = new PrivateTipKeys(folder);
        life = new KeyLife(folder, keys, OpenerRules.USUAL, () -> now, () -> {
            if (writesLeft-- <= 0) {
                throw new Killed();
            }
        });
    }

    private void aNewKeyAndTheOldGivenUp(int first) throws Exception {
        now = START.plus(Duration.ofDays(10));
        assertThat(life.rotated(ORG)).isEqualTo(new Change.Done());
        assertThat(retired(newest(), first)).isEqualTo(new Change.Done());
    }

    private Change retired(int... numbers) throws IOException, GeneralSecurityException {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        IntStream.of(numbers).forEach(bytes::putInt);
        return life.retired(ORG, bytes.array());
    }

    private int newest() throws IOException {
        return keys.all(ORG).getPrimary().getId();
    }

    private List<Integer> inUse() throws IOException {
        KeysetHandle all = keys.all(ORG);
        return IntStream.range(0, all.size())
                .mapToObj(place -> all.getAt(place).getId())
                .toList();
    }

    private List<Integer> kept() throws IOException, GeneralSecurityException {
        return life.kept(ORG).stream().map(KeyNotes.Kept::id).toList();
    }

    private byte[] sealed(String text) throws IOException, GeneralSecurityException {
        return keys.all(ORG)
                .getPublicKeysetHandle()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                .encrypt(text.getBytes(StandardCharsets.UTF_8), PLACE);
    }

    private boolean opens(byte[] sealed) {
        try {
            return keys.open(ORG, sealed, PLACE).length > 0;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /** What its file says of a private key, as Tink writes it. */
    private String secretOf(int key) throws IOException {
        String file = Files.readString(OpenerFiles.privateKeys(folder, ORG));
        assertThat(file).contains(Integer.toUnsignedString(key));
        int value = file.indexOf("\"value\":\"") + 9;
        return file.substring(value, file.indexOf('"', value));
    }

    private String everything() throws IOException {
        return Files.readString(OpenerFiles.privateKeys(folder, ORG));
    }
}
