package org.vigie.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/** Finds the desk for a host, and keeps the table of them. */
@Service
public class ProviderService {
    private static final Set<String> REQUIRED = Set.of("provider", "host", "email", "language");
    private static final String BY_HAND = "entered by hand";

    private final Providers providers;
    private final AuditService audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProviderService(Providers providers, AuditService audit, ApplicationEventPublisher events, Clock clock) {
        this.providers = providers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The desk of whoever runs this host: by the longest name it ends in, else by the smallest network around the
     * address that served it.
     *
     * @param ip where the bytes came from; null when not known
     * @return nothing when nobody is written down for it, or has no contact
     */
    @Transactional(readOnly = true)
    public Optional<Contact> contactFor(String host, @Nullable InetAddress ip) {
        Optional<InetAddress> address = HostPattern.literal(host).or(() -> Optional.ofNullable(ip));
        return providers
                .bySuffix(HostPattern.suffixesOf(host))
                .or(() -> address.flatMap(providers::byAddress))
                .flatMap(providers::hostContact);
    }

    @Transactional(readOnly = true)
    public Optional<Contact> contact(ContactId id) {
        return providers.contact(id);
    }

    /**
     * Reads {@code provider,host,email,language[,police_hold,non_disclosure]} with a header line. Idempotent: a second
     * import of the same file changes nothing. What is not in the file stays. A file sets marks and never lifts one, and only
     * a trusted one gives hosts to a provider that is written to.
     *
     * @param source where the file came from, kept with every contact
     * @throws Refusal when it has no such header
     */
    @Transactional
    public ProviderImport importCsv(InputStream csv, String source, ContactTrust trust, AuditActor by)
            throws IOException {
        var tally = new Tally();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .get();
        try (var parser = format.parse(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            if (!Set.copyOf(parser.getHeaderNames()).containsAll(REQUIRED)) {
                throw new Refusal("provider.refused.header");
            }
            var emails = new HashMap<String, String>();
            var from = new From(source, trust, trust == ContactTrust.APPROVED, by);
            for (CSVRecord row : parser) {
                if (row.getRecordNumber() > ProviderLimits.IMPORT_LINES_MAX) {
                    tally.truncated = true;
                    break;
                }
                tally.count(parser.getCurrentLineNumber(), take(raw(row), emails, from));
            }
        } catch (java.io.UncheckedIOException | IllegalArgumentException notCsv) {
            throw new Refusal("provider.refused.csv");
        }
        audit.record(new AuditAct(
                "provider.imported",
                by,
                List.of(),
                Map.of(
                        "accepted", String.valueOf(tally.accepted),
                        "rejected", String.valueOf(tally.rejectedCount),
                        "trust", trust.name())));
        return tally.report();
    }

    /**
     * One line entered by a person; its contact waits for approval.
     *
     * @param mayExtend whether this person may give a host to a provider that is written to
     */
    @Transactional
    void add(ProviderLine.Raw raw, AuditActor by, boolean mayExtend) {
        Outcome outcome = take(raw, new HashMap<>(), new From(BY_HAND, ContactTrust.NEEDS_APPROVAL, mayExtend, by));
        switch (outcome) {
            case Refused(String reasonKey) -> throw new Refusal(reasonKey);
            case Took took -> audit.record(AuditAct.of("provider.added", by, took.provider()));
        }
    }

    /** Puts a contact in use; the one that was in use is retired. */
    @Transactional
    public void approve(ContactId contact, AuditActor by) {
        UUID provider = providers.providerOf(contact).orElseThrow(() -> new Refusal("provider.refused.unknown"));
        if (!putInUse(provider, contact, by)) {
            throw new Refusal("provider.refused.approved");
        }
    }

    /** Says whether this provider may be told. Changes what is sent from now on, drafts included. */
    @Transactional
    void mark(UUID provider, boolean policeHold, boolean nonDisclosure, AuditActor by) {
        set(provider, policeHold, nonDisclosure, by);
    }

    /** Null leaves a mark as it is. */
    private boolean set(UUID provider, @Nullable Boolean policeHold, @Nullable Boolean nonDisclosure, AuditActor by) {
        boolean changed = providers.mark(provider, policeHold, nonDisclosure);
        if (changed) {
            var facts = new HashMap<String, String>();
            if (policeHold != null) {
                facts.put("police_hold", policeHold.toString());
            }
            if (nonDisclosure != null) {
                facts.put("non_disclosure", nonDisclosure.toString());
            }
            audit.record(new AuditAct("provider.marked", by, List.of(provider.toString()), facts));
        }
        return changed;
    }

    /** Providers with how they are reached, by name after that one; who reads it is on record. */
    @Transactional
    List<ProviderRow> page(String after, AuditActor reader) {
        var rows = providers.page(after, ProviderLimits.PAGE_ROWS);
        if (!rows.isEmpty()) {
            var ids = rows.stream().map(ProviderRow::id).distinct().toArray();
            audit.record(AuditAct.of("provider.listed", reader, ids));
        }
        return rows;
    }

    /**
     * Who says it.
     *
     * @param mayExtend whether it is enough to give a host to a provider that is written to
     */
    private record From(String source, ContactTrust trust, boolean mayExtend, AuditActor by) {}

    private sealed interface Outcome {}

    private record Took(UUID provider, boolean changed) implements Outcome {}

    private record Refused(String reasonKey) implements Outcome {}

    private Outcome take(ProviderLine.Raw raw, Map<String, String> emails, From from) {
        return switch (ProviderLine.read(raw)) {
            case ProviderLine.Bad(String reasonKey) -> new Refused(reasonKey);
            case ProviderLine.Good(ProviderLine line) -> take(line, emails, from);
        };
    }

    private Outcome take(ProviderLine line, Map<String, String> emails, From from) {
        String earlier = emails.putIfAbsent(line.provider(), line.email());
        if (earlier != null && !earlier.equals(line.email())) {
            return new Refused("provider.reason.other-email");
        }
        var owner = providers.owner(line.host());
        boolean moves = owner.isPresent() && !owner.get().name().equals(line.provider());
        if (moves && from.trust() != ContactTrust.APPROVED) {
            return new Refused("provider.reason.other-provider");
        }
        Optional<UUID> known = providers.providerNamed(line.provider());
        if (known.isPresent() && providers.wouldLift(known.get(), line)) {
            return new Refused("provider.reason.lifts-mark");
        }
        boolean gains = moves || owner.isEmpty();
        Optional<Contact> written =
                known.flatMap(providers::hostContact).filter(Contact::approved).filter(contact -> gains);
        if (written.isPresent() && !from.mayExtend()) {
            return new Refused("provider.reason.in-use");
        }
        Instant now = clock.instant();
        var org = CurrentOrganisation.require();
        boolean changed = false;
        UUID provider = known.orElseGet(UUID::randomUUID);
        if (known.isEmpty()) {
            providers.addProvider(org, provider, line.provider(), now);
            changed = true;
        }
        changed |= set(provider, orUnsaid(line.policeHold()), orUnsaid(line.nonDisclosure()), from.by());
        if (owner.isEmpty()) {
            providers.addHost(org, provider, line.host(), from.source(), now);
            changed = true;
        } else if (moves) {
            providers.moveHost(provider, line.host(), from.source());
            changed = true;
        }
        changed |= takeContact(provider, line, from, now);
        // letters for the new host found nobody before
        written.ifPresent(contact -> events.publishEvent(new ContactApproved(contact.id())));
        return new Took(provider, changed);
    }

    /** A line may set a mark; lifting one is for a person, so that "no" says nothing more than silence. */
    private static @Nullable Boolean orUnsaid(@Nullable Boolean said) {
        return Boolean.TRUE.equals(said) ? said : null;
    }

    private boolean takeContact(UUID provider, ProviderLine line, From from, Instant now) {
        var known = providers.known(provider, line.email());
        boolean changed = known.isEmpty();
        ContactId contact = known.map(row -> new ContactId(row.id()))
                .orElseGet(
                        () -> providers.addContact(CurrentOrganisation.require(), provider, line, from.source(), now));
        if (known.isPresent() && !known.get().language().equals(line.language())) {
            providers.speak(contact.value(), line.language());
            changed = true;
        }
        if (from.trust() == ContactTrust.APPROVED
                && !known.map(Providers.Known::approved).orElse(false)) {
            changed |= putInUse(provider, contact, from.by());
        }
        return changed;
    }

    private boolean putInUse(UUID provider, ContactId contact, AuditActor by) {
        boolean approved = providers.approve(provider, contact, by.kind() + ":" + by.id(), clock.instant());
        if (approved) {
            audit.record(new AuditAct(
                    "provider.contact.approved", by, List.of(contact.toString(), provider.toString()), Map.of()));
            events.publishEvent(new ContactApproved(contact));
        }
        return approved;
    }

    private static ProviderLine.Raw raw(CSVRecord row) {
        return new ProviderLine.Raw(
                field(row, "provider"),
                field(row, "host"),
                field(row, "email"),
                field(row, "language"),
                field(row, "police_hold"),
                field(row, "non_disclosure"));
    }

    private static String field(CSVRecord row, String name) {
        return row.isSet(name) ? row.get(name) : "";
    }

    /** Counts while a file is read. */
    private static final class Tally {
        private int accepted;
        private int unchanged;
        private int rejectedCount;
        private boolean truncated;
        private final List<ProviderImport.Rejected> rejected = new ArrayList<>();

        void count(long line, Outcome outcome) {
            switch (outcome) {
                case Took took when took.changed() -> accepted++;
                case Took _ -> unchanged++;
                case Refused(String reasonKey) -> {
                    rejectedCount++;
                    if (rejected.size() < ProviderLimits.REJECTED_SHOWN_MAX) {
                        rejected.add(new ProviderImport.Rejected(line, reasonKey));
                    }
                }
            }
        }

        ProviderImport report() {
            return new ProviderImport(accepted, unchanged, rejectedCount, rejected, truncated);
        }
    }
}
