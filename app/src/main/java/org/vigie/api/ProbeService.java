package org.vigie.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.probe.ProbeWatch;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;

/**
 * Watches what each client asks, in memory and bounded, and holds its answers once it looks like probing. What comes near to
 * that is kept sealed, so that a restart does not begin anew.
 */
@Service
public class ProbeService {
    private static final AuditActor API = AuditActor.system("api");

    private final ClientHolds holds;
    private final Watched watched;
    private final ApiClients clients;
    private final CanaryService canaries;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;

    /** Past the limit the client that was quiet longest is forgotten, but for what is kept of it. */
    private final Map<UUID, ProbeWatch> watches = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ProbeWatch> eldest) {
            return size() > ApiLimits.CLIENTS_WATCHED_MAX;
        }
    };

    ProbeService(
            ClientHolds holds,
            Watched watched,
            ApiClients clients,
            CanaryService canaries,
            Sealer sealer,
            AuditService audit,
            Clock clock) {
        this.holds = holds;
        this.watched = watched;
        this.clients = clients;
        this.canaries = canaries;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the client gets no answers. Within the transaction that would answer. */
    boolean isHeld(ApiClient client) {
        return holds.isHeld(client.id());
    }

    /**
     * Takes in what a client asked. Within the transaction that would answer.
     *
     * @param asked each hash, and whether it is listed, in the order in which they came
     * @return whether its answers are held from now on, this one among them
     */
    boolean asked(ApiClient client, Map<HashValue, Boolean> asked) {
        Optional<ClientHold.Cause> cause = Optional.empty();
        int questions = 0;
        boolean isToKeep = false;
        var watch = watch(client);
        synchronized (watch) {
            for (var one : asked.entrySet()) {
                if (canaries.isOne(client.org(), one.getKey())) {
                    cause = Optional.of(ClientHold.Cause.CANARY);
                    questions = 1;
                }
                if (one.getKey().algorithm() != HashAlgorithm.PDQ) {
                    continue;
                }
                var seen = watch.ask(Pdq.of(one.getKey()), one.getValue(), client.expectsSequences());
                isToKeep |= seen.isToKeep();
                if (cause.isEmpty() && seen.alarm().isPresent()) {
                    cause = seen.alarm()
                            .map(alarm -> ClientHold.Cause.valueOf(alarm.cause().name()));
                    questions = seen.alarm().get().questions();
                }
            }
            if (isToKeep) {
                watched.keep(client, sealer.seal(watch.kept(), where(client.id())), clock.instant());
            }
        }
        if (cause.isPresent()) {
            hold(client, cause.get(), questions);
        }
        return cause.isPresent();
    }

    /** How many clients wait for a person's decision. */
    @Transactional(readOnly = true)
    public int waiting() {
        return holds.waiting();
    }

    /** What people see: those that wait for a decision first. */
    @Transactional
    public List<ClientHold> holds(AuditActor reader) {
        audit.record(AuditAct.of("client.holds-read", reader));
        return holds.newest(ApiLimits.HOLDS_SHOWN_MAX);
    }

    /**
     * Lets the client have answers again, as if it had asked nothing before.
     *
     * @param isForSequences whether it asks for what resembles its earlier questions by nature, so that this alone is no reason
     *     any more
     * @throws Refusal where no reason is given, or somebody decided meanwhile
     */
    @Transactional
    public void lift(UUID id, boolean isForSequences, String reason, UUID by) {
        var hold = decide(id, ClientHold.State.LIFTED, reason, by);
        if (isForSequences) {
            clients.setExpectsSequences(hold.client(), true);
        }
        watched.forget(hold.client());
        synchronized (watches) {
            watches.remove(hold.client());
        }
    }

    /**
     * Keeps its answers from it until a person lifts that.
     *
     * @throws Refusal where no reason is given, or somebody decided meanwhile
     */
    @Transactional
    public void suspend(UUID id, String reason, UUID by) {
        decide(id, ClientHold.State.SUSPENDED, reason, by);
    }

    private ClientHold decide(UUID id, ClientHold.State state, String reason, UUID by) {
        if (reason.isBlank() || reason.strip().length() > ApiLimits.REASON_CHARACTERS_MAX) {
            throw new Refusal("api.holds.reason.length", ApiLimits.REASON_CHARACTERS_MAX);
        }
        var hold = holds.find(id).orElseThrow(() -> new Refusal("api.holds.decided"));
        if (!holds.decide(hold, state, reason.strip(), by, clock.instant())) {
            throw new Refusal("api.holds.decided");
        }
        audit.record(new AuditAct(
                state == ClientHold.State.LIFTED ? "client.hold-lifted" : "client.suspended",
                AuditActor.person(by),
                List.of(hold.client().toString(), id.toString()),
                Map.of("cause", hold.cause().name())));
        return hold;
    }

    private void hold(ApiClient client, ClientHold.Cause cause, int questions) {
        var id = UUID.randomUUID();
        if (holds.add(id, client, cause, questions, clock.instant())) {
            audit.record(new AuditAct(
                    "client.held",
                    API,
                    List.of(client.id().toString(), id.toString()),
                    Map.of("cause", cause.name(), "questions", Integer.toString(questions))));
        }
    }

    private ProbeWatch watch(ApiClient client) {
        synchronized (watches) {
            var known = watches.get(client.id());
            if (known != null) {
                return known;
            }
        }
        var kept = watched.sealed(client.id())
                .map(bytes -> sealer.open(bytes, where(client.id())))
                .orElse("");
        synchronized (watches) {
            return watches.computeIfAbsent(client.id(), unknown -> ProbeWatch.from(kept));
        }
    }

    private static SealedIn where(UUID client) {
        return new SealedIn("api_client_watch", "sealed", client);
    }
}
