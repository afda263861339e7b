package org.vigie.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.file.KeyFile;
import org.vigie.work.WorkQueue;

/**
 * The life of keys, for an operator: a new one, everything sealed again under it, the end of the old one. Each step may be
 * broken off and done again.
 */
@Component
public class KeyCare {
    /** The work has no subject but itself. */
    static final UUID SUBJECT = new UUID(0, 165);

    private static final Set<KeyPurpose> ROTATED =
            EnumSet.of(KeyPurpose.COLUMNS, KeyPurpose.EPOCHS, KeyPurpose.RECEIPTS, KeyPurpose.CHECKPOINTS);

    private final KeyRotationService rotation;
    private final TipRotationService tipRotation;
    private final TipKeys tipKeys;
    private final ResealService reseal;
    private final Resealing resealing;
    private final OrganisationService organisations;
    private final WorkQueue work;
    private final Clock clock;

    KeyCare(
            KeyRotationService rotation,
            TipRotationService tipRotation,
            TipKeys tipKeys,
            ResealService reseal,
            Resealing resealing,
            OrganisationService organisations,
            WorkQueue work,
            Clock clock) {
        this.rotation = rotation;
        this.tipRotation = tipRotation;
        this.tipKeys = tipKeys;
        this.reseal = reseal;
        this.resealing = resealing;
        this.organisations = organisations;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Keys that seal and are rotated while Vigie serves; those that sign have {@link CheckpointRotationService}. Those of codes of
     * addresses and tokens are not: stored codes would be orphaned.
     */
    public enum Kind {
        COLUMNS,
        EPOCHS,
        /** Codes of receipts. Nobody keeps a receipt, so that old codes stay, and the keys that recognise them. */
        RECEIPTS,
        /** One pair for each organisation. */
        TIPS
    }

    /**
     * One key of the list.
     *
     * @param id as ciphertexts name it, in hexadecimal
     * @param retiredAt when it was destroyed; null while it is there
     */
    public record Line(
            String purpose,
            String id,
            boolean isPresent,
            boolean rotates,
            Instant since,
            @Nullable Instant retiredAt) {}

    /** How many files of keys lie in that folder that a process is writing this moment, or left when it was killed. */
    public static int leftovers(Path keys) throws IOException {
        return KeyFile.leftovers(keys).size();
    }

    /** All keys but those of tips, of which this process has no private ones. */
    public List<Line> list() {
        return rotation.all().stream()
                .map(key -> new Line(
                        key.purpose().name().toLowerCase(Locale.ROOT),
                        "%08x".formatted(key.id()),
                        key.isPresent(),
                        ROTATED.contains(key.purpose()),
                        key.since(),
                        key.retiredAt()))
                .toList();
    }

    /**
     * What came of a rotation.
     *
     * @param tooYoung organisations whose newest key of tips is so young that the opener makes no other
     */
    public record Rotated(int keys, int tooYoung) {}

    /**
     * A new key, in use within a second by every process, and the work of sealing everything again under it. The work is put down
     * before as well: a crash leaves no new key without it.
     */
    public Rotated rotate(Kind kind) {
        reseal.askAgain();
        resealLater(clock.instant().plus(SealLimits.RETIRE_AFTER));
        List<KeyRing> rings = rings(kind);
        int tooYoung = 0;
        for (KeyRing ring : rings) {
            try {
                ring.rotate();
            } catch (KeysTooYoung young) {
                tooYoung++; // the others are not kept waiting for it
            }
        }
        reseal.askAgain();
        resealLater(clock.instant());
        return new Rotated(rings.size() - tooYoung, tooYoung);
    }

    void resealLater(Instant due) {
        work.add(ResealWork.KIND, null, SUBJECT, due);
    }

    private List<KeyRing> rings(Kind kind) {
        return switch (kind) {
            case COLUMNS -> List.of(new KeyRing.Ours(rotation, KeyPurpose.COLUMNS));
            case EPOCHS -> List.of(new KeyRing.Ours(rotation, KeyPurpose.EPOCHS));
            case RECEIPTS -> List.of(new KeyRing.Ours(rotation, KeyPurpose.RECEIPTS));
            case TIPS -> {
                List<KeyRing> rings = new ArrayList<>();
                organisations.forEach(org -> rings.add(new KeyRing.OfTips(tipRotation, tipKeys, org)));
                yield rings;
            }
        };
    }

    /**
     * What was sealed again since the pass through everything began, by whomever.
     *
     * @param sealed values
     * @param stuck values that do not open under any key that is there
     * @param isDone false when time was up before the end
     */
    public record Resealed(long sealed, long stuck, boolean isDone) {}

    /**
     * Seals again what is sealed under an old key. It goes on where it was left, by this process or another, also by one that was
     * killed; after the end it begins anew.
     *
     * @param atMost how long to go on; the batch that was begun is ended
     * @throws TipsClosed when the opener is away, after all that needs no opener was done
     */
    public Resealed reseal(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        List<SealedColumn> columns = reseal.all();
        ResealPass pass = reseal.begin();
        while (pass.isGoingOn()) {
            pass = resealing.step(pass, columns);
            if (pass.isGoingOn() && System.nanoTime() - until > 0) {
                return new Resealed(pass.sealed(), pass.stuck(), false);
            }
            if (!pass.isGoingOn() && pass.isAskedAgain()) {
                pass = reseal.begin();
            }
        }
        if (pass.putOff() > 0) {
            throw new TipsClosed(TipsClosed.Why.AWAY);
        }
        return new Resealed(pass.sealed(), pass.stuck(), true);
    }

    /**
     * How far the sealing again is.
     *
     * @param organisations it has begun with, of how many there are; 0 while it is at what belongs to nobody
     * @param endedAt null while it goes on, or waits for somebody to go on with it
     */
    public record Progress(
            long organisations,
            long of,
            long sealed,
            long stuck,
            @Nullable Instant endedAt) {}

    /** Empty before the first. */
    public Optional<Progress> progress() {
        ResealPass pass = reseal.now();
        if (pass.beganAt() == null) {
            return Optional.empty();
        }
        ResealPass.At at = pass.at();
        long begun = at == null || at.org() == null ? 0 : organisations.countUntil(at.org());
        return Optional.of(new Progress(begun, organisations.count(), pass.sealed(), pass.stuck(), pass.endedAt()));
    }

    /** Why old keys may not go yet. */
    public sealed interface Retired {
        /** They are destroyed; those of tips are given up, and the opener keeps them for its time of grace. */
        record Done(int keys) implements Retired {}

        /** So many are gone; others the opener gives up only after that time. */
        record TooYoung(int keys, Duration left) implements Retired {}

        /** So many values need them still. */
        record Needed(long values) implements Retired {}

        /** A process may not have taken up the new one yet. */
        record TooEarly(Duration left) implements Retired {}

        /** They are never destroyed: what they recognise cannot be coded anew. */
        record Kept() implements Retired {}
    }

    private record Old(KeyRing ring, List<Integer> keys) {}

    /**
     * Destroys the keys before the present ones, unless a value still needs one of them: then none goes.
     *
     * @throws TipsClosed when they are those of tips and the opener is away
     */
    public Retired retire(Kind kind) {
        if (kind == Kind.RECEIPTS) {
            return new Retired.Kept();
        }
        List<Old> all = new ArrayList<>();
        Instant now = clock.instant();
        for (KeyRing ring : rings(kind)) {
            List<Integer> keys = ring.old();
            if (!keys.isEmpty()) {
                Instant from = ring.since().plus(SealLimits.RETIRE_AFTER);
                if (now.isBefore(from)) {
                    return new Retired.TooEarly(Duration.between(now, from));
                }
                all.add(new Old(ring, keys));
            }
        }
        long needed = all.stream().mapToLong(this::needed).sum();
        if (needed > 0) {
            return new Retired.Needed(needed);
        }
        return dropped(all);
    }

    private static Retired dropped(List<Old> all) {
        int destroyed = 0;
        Duration wait = Duration.ZERO;
        for (Old old : all) {
            if (!old.ring().markRetired(old.keys())) {
                return new Retired.TooEarly(SealLimits.RETIRE_AFTER);
            }
            Optional<Duration> left = old.ring().dropRetired();
            if (left.isEmpty()) {
                destroyed += old.keys().size();
            } else if (left.get().compareTo(wait) > 0) {
                wait = left.get();
            }
        }
        return wait.isZero() ? new Retired.Done(destroyed) : new Retired.TooYoung(destroyed, wait);
    }

    private long needed(Old old) {
        List<SealedColumn> columns =
                reseal.all().stream().filter(old.ring()::mayBeOf).toList();
        Optional<OrgId> one = old.ring().org();
        if (one.isPresent()) {
            return needed(old, columns, one);
        }
        var needed = new AtomicLong(needed(old, of(columns, false), Optional.empty()));
        List<SealedColumn> ofEach = of(columns, true);
        organisations.forEach(org -> needed.addAndGet(needed(old, ofEach, Optional.of(org))));
        return needed.get();
    }

    private static List<SealedColumn> of(List<SealedColumn> columns, boolean perOrganisation) {
        return columns.stream()
                .filter(column -> column.perOrganisation() == perOrganisation)
                .toList();
    }

    private long needed(Old old, List<SealedColumn> columns, Optional<OrgId> org) {
        List<byte[]> prefixes = old.keys().stream().map(old.ring()::prefix).toList();
        return Resealing.in(org, () -> reseal.sealedUnder(columns, prefixes));
    }
}
