package org.vigie.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords: Argon2id (RFC 9106) with the numbers of {@link StaffLimits}; long ones only, and none of a small list of
 * phrases that are long and yet guessed first. An unknown name costs the same time as a wrong password.
 */
@Component
class Passwords {
    private static final int DIFFERENT_CHARACTERS_MIN = 5;
    private static final int CHARACTERS_BESIDE_THE_NAME_MIN = 8;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(
            StaffLimits.ARGON2_SALT_BYTES,
            StaffLimits.ARGON2_HASH_BYTES,
            StaffLimits.ARGON2_LANES,
            StaffLimits.ARGON2_MEMORY_KIB,
            StaffLimits.ARGON2_PASSES);
    private final Semaphore turns = new Semaphore(StaffLimits.PASSWORD_CHECKS_AT_ONCE, true);
    private final Set<String> guessedFirst = blocklist();
    private volatile @Nullable String hashOfNobody;

    /** Refuses what is too short, too long, on the list, or made of the person's own sign-in name. */
    void demandStrong(String password, String signInName) {
        int length = password.codePointCount(0, password.length());
        if (length < StaffLimits.PASSWORD_CHARACTERS_MIN) {
            throw new Refusal("staff.password.short", StaffLimits.PASSWORD_CHARACTERS_MIN);
        }
        if (length > StaffLimits.PASSWORD_CHARACTERS_MAX) {
            throw new Refusal("staff.password.long", StaffLimits.PASSWORD_CHARACTERS_MAX);
        }
        var bare = bare(password);
        boolean repeats = bare.chars().distinct().count() < DIFFERENT_CHARACTERS_MIN;
        boolean isTheName = bare.replace(bare(signInName), "").length() < CHARACTERS_BESIDE_THE_NAME_MIN;
        if (repeats || isTheName || guessedFirst.contains(bare)) {
            throw new Refusal("staff.password.common");
        }
    }

    String hash(String password) {
        return inTurn(() -> encode(password));
    }

    /** Whether this is the password; with no hash to compare, false after the same work. */
    boolean matches(String password, @Nullable String hash) {
        return inTurn(() -> {
            boolean right = argon2.matches(normal(password), hash == null ? hashOfNobody() : hash);
            return right && hash != null;
        });
    }

    private String hashOfNobody() {
        var hash = hashOfNobody;
        if (hash == null) {
            hash = encode("nobody has this password");
            hashOfNobody = hash;
        }
        return hash;
    }

    private String encode(String password) {
        var hash = argon2.encode(normal(password));
        if (hash == null) {
            throw new IllegalStateException("Argon2 answers null for null only");
        }
        return hash;
    }

    /** The same password typed on another keyboard: composed and decomposed letters are equal. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static String bare(String text) {
        return normal(text).toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Punct}]", "");
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(StaffLimits.PASSWORD_CHECK_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal("staff.sign-in.busy");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal("staff.sign-in.busy");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static Set<String> blocklist() {
        try (var in = new ClassPathResource("staff/passwords-guessed-first.txt").getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Passwords::bare)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
