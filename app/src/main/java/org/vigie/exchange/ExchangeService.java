package org.vigie.exchange;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.work.WorkQueue;

/** The services from which lists of the organisation that is bound are kept up to date. */
@Service
public class ExchangeService {
    static final String KIND = "exchange.take";

    private static final int SOURCES_MAX = 100;
    private static final int USER_CHARS_MAX = 200;

    private final ExchangeSources sources;
    private final ExchangeClaims claims;
    private final Map<SourceKind, SourceClient> clients;
    private final HashListService lists;
    private final AuditService audit;
    private final WorkQueue work;
    private final Clock clock;

    ExchangeService(
            ExchangeSources sources,
            ExchangeClaims claims,
            List<SourceClient> clients,
            HashListService lists,
            AuditService audit,
            WorkQueue work,
            Clock clock) {
        this.sources = sources;
        this.claims = claims;
        this.clients = clients.stream().collect(Collectors.toUnmodifiableMap(SourceClient::service, one -> one));
        this.lists = lists;
        this.audit = audit;
        this.work = work;
        this.clock = clock;
    }

    /**
     * How a service is reached.
     *
     * @param base address under which the version lies that the service stands for
     * @param password of NCMEC's; of StopNCII its keys, a line each: of FetchHashes, of the subscription, and of SubmitFeedback
     *     where opinions are told
     * @param isExploitative whether its environment is one of exploitative material
     */
    public record Access(SourceKind service, URI base, String user, String password, boolean isExploitative) {
        /** Neither user nor password. */
        @Override
        public String toString() {
            return "Access[" + base.getHost() + "]";
        }
    }

    /**
     * Keeps a list up to date from a service from now on, beginning with all that there is. The list is made where
     * there is none of that name.
     *
     * @throws Refusal when the address may not be asked in this mode, the list has a source, or something is missing
     */
    @Transactional
    public SourceId add(ListName name, Access access, AuditActor by) {
        if (!client(access.service()).allows(access.base())) {
            throw new Refusal("exchange.refusal.address");
        }
        if (access.user().isBlank()
                || access.user().length() > USER_CHARS_MAX
                || access.password().isEmpty()) {
            throw new Refusal("exchange.refusal.user");
        }
        HashList list = lists.ensure(name, ListPolicy.DEFAULT, by);
        var source = new ExchangeSource(
                SourceId.fresh(),
                list.id(),
                access.service(),
                access.base(),
                access.user(),
                access.isExploitative(),
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null);
        if (!sources.add(CurrentOrganisation.require(), source, access.password())) {
            throw new Refusal("exchange.refusal.list");
        }
        audit.record(AuditAct.of("exchange.source-added", by, source.id(), list.id()));
        work.add(KIND, CurrentOrganisation.require(), source.id().value(), clock.instant());
        return source.id();
    }

    /**
     * Takes nothing from the source from now on; a page that is being taken is finished. Stopping it again changes nothing.
     *
     * @throws Refusal when the organisation has no such source
     */
    @Transactional
    public void stop(SourceId id, AuditActor by) {
        ExchangeSource source = get(id);
        if (sources.stop(id, clock.instant())) {
            audit.record(AuditAct.of("exchange.source-stopped", by, id, source.list()));
        }
    }

    /**
     * Goes on where it was stopped, at once.
     *
     * @throws Refusal when the organisation has no such source
     */
    @Transactional
    public void start(SourceId id, AuditActor by) {
        ExchangeSource source = get(id);
        if (sources.start(id)) {
            audit.record(AuditAct.of("exchange.source-started", by, id, source.list()));
            again(id, clock.instant());
        }
    }

    /**
     * Asks the source at once, without waiting for its time.
     *
     * @throws Refusal when the organisation has no such source, or it is stopped
     */
    @Transactional
    public void now(SourceId id, AuditActor by) {
        ExchangeSource source = get(id);
        if (source.stoppedAt() != null) {
            throw new Refusal("exchange.refusal.stopped");
        }
        audit.record(AuditAct.of("exchange.source-asked", by, id, source.list()));
        again(id, clock.instant());
    }

    private ExchangeSource get(SourceId id) {
        return sources.find(id).orElseThrow(() -> new Refusal("exchange.refusal.noSource"));
    }

    @Transactional(readOnly = true)
    public Optional<ExchangeSource> find(SourceId id) {
        return sources.find(id);
    }

    /** The source of a list. */
    @Transactional(readOnly = true)
    public Optional<ExchangeSource> of(ListId list) {
        return sources.of(list);
    }

    @Transactional(readOnly = true)
    public List<ExchangeSource> all() {
        return sources.all(SOURCES_MAX);
    }

    @Transactional(readOnly = true)
    SourceAccess access(ExchangeSource source) {
        return new SourceAccess(source.base(), source.user(), sources.password(source.id()), source.isExploitative());
    }

    /** Who speaks with that service. */
    SourceClient client(SourceKind service) {
        return Objects.requireNonNull(clients.get(service));
    }

    /** The hashes that nobody says any more once these keys say this. */
    @Transactional(readOnly = true)
    Set<ClaimedHash> abandoned(SourceId source, Map<String, List<ClaimedHash>> said) {
        Set<ClaimedHash> abandoned = new HashSet<>();
        claims.of(source, said.keySet()).values().forEach(abandoned::addAll);
        said.values().forEach(hashes -> hashes.forEach(abandoned::remove));
        if (!abandoned.isEmpty()) {
            abandoned.removeAll(claims.saidByOthers(source, abandoned, said.keySet()));
        }
        return abandoned;
    }

    /** Writes down who says this, before any of it is on the list; what they said earlier they say still. */
    @Transactional
    void claimed(SourceId source, Map<String, List<ClaimedHash>> said) {
        claims.add(CurrentOrganisation.require(), source, said);
    }

    /** Writes down what was taken, and that nothing else is said, and how far that is, in one. */
    @Transactional
    void taken(ExchangeSource source, Map<String, List<ClaimedHash>> said) {
        if (!said.isEmpty()) {
            claims.replace(CurrentOrganisation.require(), source.id(), said);
        }
        sources.save(source);
    }

    @Transactional
    void save(ExchangeSource source) {
        sources.save(source);
    }

    /** Whether a person wants nothing to be taken now. */
    @Transactional(readOnly = true)
    boolean isStopped(SourceId id) {
        return get(id).stoppedAt() != null;
    }

    /** Asks for the next turn. */
    @Transactional
    void again(SourceId source, Instant due) {
        work.add(KIND, CurrentOrganisation.require(), source.value(), due);
    }

    /** The list, by name. */
    @Transactional(readOnly = true)
    ListName list(ExchangeSource source) {
        return lists.get(source.list()).name();
    }
}
