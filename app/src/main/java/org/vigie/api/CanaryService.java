package org.vigie.api;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;

/**
 * Hashes that come from nowhere, and are watched. They stand in a table of their own and not on a list: so nothing that
 * matches, notifies or exports can ever meet one.
 */
@Service
class CanaryService {
    /** How long what is in memory is good for: changes made here are seen at once, those of another process by then. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Canaries canaries;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<OrgId, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(List<Pdq> hashes, Instant at) {}

    CanaryService(Canaries canaries, Sealer sealer, AuditService audit, Clock clock) {
        this.canaries = canaries;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * One more, of random bits.
     *
     * @param note to whom or where it will be given
     * @return the hash, which is shown to one person once
     * @throws Refusal where the note is empty or too long, or there are too many
     */
    @Transactional
    public Pdq make(String note, UUID by) {
        if (note.isBlank() || note.strip().length() > ApiLimits.NOTE_CHARACTERS_MAX) {
            throw new Refusal("api.canaries.note.length", ApiLimits.NOTE_CHARACTERS_MAX);
        }
        if (canaries.count() >= ApiLimits.CANARIES_MAX) {
            throw new Refusal("api.canaries.many", ApiLimits.CANARIES_MAX);
        }
        byte[] bits = new byte[HashAlgorithm.PDQ.bytes()];
        random.nextBytes(bits);
        var words = ByteBuffer.wrap(bits);
        var hash = new Pdq(words.getLong(), words.getLong(), words.getLong(), words.getLong());
        var canary = new Canary(UUID.randomUUID(), note.strip(), clock.instant(), null);
        canaries.add(CurrentOrganisation.require(), canary, sealer.seal(hash.hex(), where(canary.id())), by);
        audit.record(AuditAct.of("canary.made", AuditActor.person(by), canary.id()));
        forgetAfterwards();
        return hash;
    }

    /**
     * Watches it no more.
     *
     * @throws Refusal where there is none such, or it is withdrawn already
     */
    @Transactional
    public void withdraw(UUID id, UUID by) {
        if (!canaries.withdraw(id, clock.instant())) {
            throw new Refusal("api.canaries.unknown");
        }
        audit.record(AuditAct.of("canary.withdrawn", AuditActor.person(by), id));
        forgetAfterwards();
    }

    /** Which there are, without their hashes. Audited, since it says where they were given. */
    @Transactional
    public List<Canary> all(UUID by) {
        var all = canaries.newest(ApiLimits.CANARIES_SHOWN_MAX);
        audit.record(new AuditAct(
                "canary.listed", AuditActor.person(by), List.of(), Map.of("canaries", Integer.toString(all.size()))));
        return all;
    }

    /** Whether the client asked for one or for what resembles one. Within a transaction of the bound organisation. */
    boolean isOne(OrgId org, HashValue asked) {
        if (asked.algorithm() != HashAlgorithm.PDQ) {
            return false;
        }
        var hash = Pdq.of(asked);
        boolean isOne = false;
        for (var canary : hashes(org)) {
            isOne |= canary.distance(hash) <= Pdq.RADIUS;
        }
        return isOne;
    }

    private List<Pdq> hashes(OrgId org) {
        var now = clock.instant();
        var known = remembered.get(org);
        if (known == null || !now.isBefore(known.at().plus(REMEMBERED))) {
            var read = canaries.watched(ApiLimits.CANARIES_MAX).stream()
                    .map(one -> Pdq.parse(sealer.open(one.hash(), where(one.id()))))
                    .toList();
            known = new Remembered(read, now);
            remembered.put(org, known);
        }
        return known.hashes();
    }

    private void forgetAfterwards() {
        var org = CurrentOrganisation.require();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remembered.remove(org);
            }
        });
    }

    private static SealedIn where(UUID id) {
        return new SealedIn("api_canary", "hash_sealed", id);
    }
}
