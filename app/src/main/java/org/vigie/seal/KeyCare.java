package org.vigie.seal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.work.WorkQueue;

/**
 * The life of keys, for an operator: a new one, everything sealed again under it, the end of the old one. Each step may be
 * broken off and done again.
 */
@Component
public class KeyCare {
    /** The work has no subject but itself. */
    static final UUID SUBJECT = new UUID(0, 165);

    private final KeyRotationService rotation;
    private final ResealService reseal;
    private final Sealer sealer;
    private final TipSealer tips;
    private final OrganisationService organisations;
    private final WorkQueue work;
    private final Clock clock;

    KeyCare(
            KeyRotationService rotation,
            ResealService reseal,
            Sealer sealer,
            TipSealer tips,
            OrganisationService organisations,
            WorkQueue work,
            Clock clock) {
        this.rotation = rotation;
        this.reseal = reseal;
        this.sealer = sealer;
        this.tips = tips;
        this.organisations = organisations;
        this.work = work;
        this.clock = clock;
    }

    /** Keys that are rotated while Vigie serves. Those of codes are not: every stored code would be orphaned. */
    public enum Kind {
        COLUMNS,
        EPOCHS,
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

    /** All keys but those of tips, of which this process has no private ones. */
    public List<Line> list() {
        return rotation.all().stream()
                .map(key -> new Line(
                        key.purpose().name().toLowerCase(Locale.ROOT),
                        "%08x".formatted(key.id()),
                        key.isPresent(),
                        key.purpose() == KeyPurpose.COLUMNS || key.purpose() == KeyPurpose.EPOCHS,
                        key.since(),
                        key.retiredAt()))
                .toList();
    }

    /** A new key, in use within a second by every process, and the work of sealing everything again under it. */
    public void rotate(Kind kind) {
        switch (kind) {
            case COLUMNS -> rotation.rotate(KeyPurpose.COLUMNS);
            case EPOCHS -> rotation.rotate(KeyPurpose.EPOCHS);
            case TIPS -> organisations.all().forEach(tips::rotate);
        }
        resealLater(clock.instant());
    }

    void resealLater(Instant due) {
        work.add(ResealWork.KIND, null, SUBJECT, due);
    }

    /**
     * What was sealed again.
     *
     * @param sealed values
     * @param stuck values that do not open under any key that is there
     * @param isDone false when time was up before the end
     */
    public record Resealed(long sealed, long stuck, boolean isDone) {}

    /**
     * Seals again what is sealed under an old key. Begun anew, it goes on where it was left, since what is done is found no more.
     *
     * @param atMost how long to go on; the batch that was begun is ended
     * @throws TipsClosed when the opener is away; what was done stays done
     */
    public Resealed reseal(Duration atMost) {
        sealer.takeUpKeys();
        long until = System.nanoTime() + atMost.toNanos();
        long sealed = 0;
        long stuck = 0;
        for (Part part : parts()) {
            UUID after = SealedColumns.START;
            boolean isLast = false;
            while (!isLast) {
                if (System.nanoTime() - until > 0) {
                    return new Resealed(sealed, stuck, false);
                }
                UUID from = after;
                ResealService.Batch batch = part.in(() -> reseal.batch(part.column(), from));
                sealed += batch.sealed();
                stuck += batch.stuck();
                after = batch.last();
                isLast = batch.isLast();
            }
        }
        return new Resealed(sealed, stuck, true);
    }

    /** Why old keys may not go yet. */
    public sealed interface Retired {
        /** They are destroyed. */
        record Done(int keys) implements Retired {}

        /** So many values need them still. */
        record Needed(long values) implements Retired {}

        /** A process may not have taken up the new one yet. */
        record TooEarly(Duration left) implements Retired {}
    }

    /** Destroys the keys before the present one, unless a value still needs one of them. */
    public Retired retire(Kind kind) {
        return switch (kind) {
            case COLUMNS -> retire(KeyPurpose.COLUMNS);
            case EPOCHS -> retire(KeyPurpose.EPOCHS);
            case TIPS -> retireTips();
        };
    }

    private Retired retire(KeyPurpose purpose) {
        demandAllReached();
        List<Integer> old = rotation.old(purpose);
        Optional<Retired.TooEarly> early = tooEarly(purpose);
        if (!old.isEmpty() && early.isPresent()) {
            return early.get();
        }
        long needed = 0;
        for (Part part : parts()) {
            boolean wrapsKeys = part.column().keys() == SealedColumn.Keys.EPOCHS;
            if (wrapsKeys == (purpose == KeyPurpose.EPOCHS)) {
                for (int id : old) {
                    needed += part.in(() -> reseal.sealedUnder(part.column(), KeyMark.prefix(id)));
                }
            }
        }
        if (needed > 0) {
            return new Retired.Needed(needed);
        }
        if (!old.isEmpty()) {
            if (!rotation.markRetired(purpose, old)) {
                return new Retired.TooEarly(SealLimits.RETIRE_AFTER);
            }
            rotation.dropRetired(purpose);
        }
        return new Retired.Done(old.size());
    }

    private Optional<Retired.TooEarly> tooEarly(KeyPurpose purpose) {
        Instant from = rotation.all().stream()
                .filter(key -> key.purpose() == purpose && key.isPresent())
                .map(key -> key.since().plus(SealLimits.RETIRE_AFTER))
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        return now.isBefore(from) ? Optional.of(new Retired.TooEarly(Duration.between(now, from))) : Optional.empty();
    }

    /** A value that was not looked at may need the key: better to keep the key. */
    private void demandAllReached() {
        if (organisations.count() > OrganisationService.ORGANISATIONS_MAX) {
            throw new IllegalStateException(
                    "more than %d organisations: no key is destroyed".formatted(OrganisationService.ORGANISATIONS_MAX));
        }
    }

    private Retired retireTips() {
        demandAllReached();
        long needed = 0;
        int keys = 0;
        for (Part part : parts()) {
            OrgId org = part.org();
            if (part.column().keys() == SealedColumn.Keys.TIPS && org != null) {
                for (byte[] prefix : reseal.oldTipPrefixes(org)) {
                    needed += part.in(() -> reseal.sealedUnder(part.column(), prefix));
                }
            }
        }
        if (needed > 0) {
            return new Retired.Needed(needed);
        }
        for (OrgId org : organisations.all()) {
            keys += reseal.oldTipPrefixes(org).size();
            tips.retire(org);
        }
        return new Retired.Done(keys);
    }

    /** A column, and for whom it is looked at. */
    private record Part(SealedColumn column, @Nullable OrgId org) {
        <T> T in(Supplier<T> asked) {
            return org == null ? asked.get() : CurrentOrganisation.inAllCompartments(org, asked);
        }
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<OrgId> all = organisations.all();
        for (SealedColumn column : reseal.all()) {
            if (column.perOrganisation()) {
                all.forEach(org -> parts.add(new Part(column, org)));
            } else {
                parts.add(new Part(column, null));
            }
        }
        return parts;
    }
}
