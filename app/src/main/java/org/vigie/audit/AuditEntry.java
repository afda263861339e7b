package org.vigie.audit;

import java.nio.ByteBuffer;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * An entry as it is stored. It is committed to in parts: each subject under a salt of its own, and all the rest with those
 * commitments under another. So one subject can be burnt, and the leaf still proves the rest.
 *
 * @param org null for an act of the platform
 * @param at to the microsecond, as PostgreSQL keeps it, since the commitment covers it
 * @param salt 32 random bytes in hexadecimal; without them the commitment says nothing of the entry
 * @param subjectSalts for each subject 32 random bytes in hexadecimal, or what was committed to where it was burnt; null for an
 *     entry of the form before, which had one salt for everything
 */
record AuditEntry(
        @Nullable OrgId org,
        Instant at,
        AuditAct act,
        String salt,
        @Nullable List<String> subjectSalts) {
    /** How long a commitment of the form before is. */
    static final int WHOLE_BYTES = 32;

    private static final byte IN_PARTS = 2;
    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    AuditEntry {
        if (subjectSalts != null) {
            subjectSalts = List.copyOf(subjectSalts);
            if (subjectSalts.size() != act.subjects().size()) {
                throw new IllegalArgumentException("an audit entry has a salt for each subject");
            }
        }
    }

    /** @throws IllegalArgumentException when a subject is the word that stands for a burnt one */
    static AuditEntry fresh(@Nullable OrgId org, Instant at, AuditAct act) {
        if (act.subjects().contains(AuditBurnService.ERASED)) {
            throw new IllegalArgumentException("nothing is recorded of what is burnt already");
        }
        List<String> salts = Stream.generate(AuditEntry::freshSalt)
                .limit(act.subjects().size())
                .toList();
        return new AuditEntry(org, at.truncatedTo(ChronoUnit.MICROS), act, freshSalt(), salts);
    }

    /** What is left of it when these subjects are burnt: their commitments, or, in the form before, a salt of its own. */
    AuditEntry without(Collection<String> subjects) {
        List<String> left = act.subjects().stream()
                .map(subject -> subjects.contains(subject) ? AuditBurnService.ERASED : subject)
                .toList();
        var rest = new AuditAct(act.act(), act.actor(), left, act.facts());
        if (subjectSalts == null) {
            return new AuditEntry(org, at, rest, freshSalt(), null);
        }
        List<String> kept = new ArrayList<>(subjectSalts);
        for (int i = 0; i < kept.size(); i++) {
            if (subjects.contains(act.subjects().get(i))) {
                kept.set(i, subjectCommitment(i, subjectSalts));
            }
        }
        return new AuditEntry(org, at, rest, salt, kept);
    }

    /** Which of its subjects were burnt, as the entry that says so names them. */
    String burntPlaces() {
        return IntStream.range(0, act.subjects().size())
                .filter(i -> act.subjects().get(i).equals(AuditBurnService.ERASED))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    private static String freshSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /**
     * HMAC-SHA-256 under the salt of all that the entry says, each part with its length before it; of each subject what it is
     * committed to by. The byte 2 stands before it, but not in the form before.
     *
     * @throws IllegalArgumentException when a salt is none
     */
    byte[] commitment() {
        byte[] code = code(saltBytes(), parts());
        return subjectSalts == null
                ? code
                : ByteBuffer.allocate(1 + code.length).put(IN_PARTS).put(code).array();
    }

    /** Whether a leaf was made of parts, so that it proves what a burn leaves. */
    static boolean isInParts(byte[] commitment) {
        return commitment.length != WHOLE_BYTES;
    }

    private String subjectCommitment(int place, List<String> salts) {
        String subject = act.subjects().get(place);
        return subject.equals(AuditBurnService.ERASED)
                ? salts.get(place)
                : HexFormat.of()
                        .formatHex(code(HexFormat.of().parseHex(salts.get(place)), List.of("subject", subject)));
    }

    private static byte[] code(byte[] salt, List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            for (String part : parts) {
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

    byte @Nullable [][] subjectSaltBytes() {
        return subjectSalts == null
                ? null
                : subjectSalts.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        parts.add(org == null ? "" : org.toString());
        parts.add(at.toString());
        parts.add(act.act());
        parts.add(act.actor().kind());
        parts.add(act.actor().id());
        parts.add(Integer.toString(act.subjects().size()));
        if (subjectSalts == null) {
            parts.addAll(act.subjects());
        } else {
            for (int i = 0; i < subjectSalts.size(); i++) {
                parts.add(subjectCommitment(i, subjectSalts));
            }
        }
        new TreeMap<>(act.facts()).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return parts;
    }
}
