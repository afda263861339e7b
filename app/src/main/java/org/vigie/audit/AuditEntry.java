package org.vigie.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * An entry as it is stored.
 *
 * @param org null for an act of the platform
 * @param at to the microsecond, as PostgreSQL keeps it, since the commitment covers it
 * @param salt 32 random bytes in hexadecimal; without them the commitment says nothing of the entry
 */
record AuditEntry(@Nullable OrgId org, Instant at, AuditAct act, String salt) {
    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static AuditEntry fresh(@Nullable OrgId org, Instant at, AuditAct act) {
        return new AuditEntry(org, at.truncatedTo(ChronoUnit.MICROS), act, freshSalt());
    }

    /** What is left of it when these subjects are burnt, under a salt of its own. */
    AuditEntry without(Collection<String> subjects) {
        List<String> left = act.subjects().stream()
                .map(subject -> subjects.contains(subject) ? AuditBurnService.ERASED : subject)
                .toList();
        return new AuditEntry(org, at, new AuditAct(act.act(), act.actor(), left, act.facts()), freshSalt());
    }

    private static String freshSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /** HMAC-SHA-256 under the salt of all that the entry says, each part with its length before it. */
    byte[] commitment() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(saltBytes(), "HmacSHA256"));
            for (String part : parts()) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
    }

    byte[] saltBytes() {
        return HexFormat.of().parseHex(salt);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        parts.add(org == null ? "" : org.toString());
        parts.add(at.toString());
        parts.add(act.act());
        parts.add(act.actor().kind());
        parts.add(act.actor().id());
        parts.add(Integer.toString(act.subjects().size()));
        parts.addAll(act.subjects());
        new TreeMap<>(act.facts()).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return parts;
    }
}
