package org.vigie.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashValue;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;

/** What other modules, the commands and the pages may do with the hash lists of the organisation that is bound. */
@Service
public class HashListService {
    private final HashLists lists;
    private final HashEntries entries;
    private final ImportFlow flow;
    private final HashImports imports;
    private final ListPolicies policies;
    private final ListCounts counts;
    private final EntryHoldService holds;
    private final Meter meter;
    private final AuditService audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HashListService(
            HashLists lists,
            HashEntries entries,
            ImportFlow flow,
            HashImports imports,
            ListPolicies policies,
            ListCounts counts,
            EntryHoldService holds,
            Meter meter,
            AuditService audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.lists = lists;
        this.entries = entries;
        this.flow = flow;
        this.imports = imports;
        this.policies = policies;
        this.counts = counts;
        this.holds = holds;
        this.meter = meter;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Imports a list file into the list of that name, which is made when there is none. Each batch commits by itself: an
     * import that is cut off leaves whole batches, and the same file again brings the rest and counts what is there as
     * unchanged. Entries that the list has and the file has not are left as they are; only a withdrawal ends an entry.
     *
     * @throws IOException where the stream fails; what was read before stays
     * @throws Refusal when there is a list of that name and of another kind
     */
    public ImportReport importCsv(ListName name, InputStream in, ImportOptions options) throws IOException {
        return importFrom(name, reader -> ListFile.read(in, reader), options);
    }

    /** The same from anything else; what it takes back is withdrawn. */
    public ImportReport importFrom(ListName name, EntrySource source, ImportOptions options) throws IOException {
        return flow.run(() -> into(name, options), source, options, Optional.empty());
    }

    /**
     * The same from a file that may come again: where an import of it into the list was cut off, it goes on behind what that
     * one took.
     *
     * @throws Refusal also where another run takes the same import up
     */
    public ImportReport importFrom(ListName name, EntrySource source, ImportOptions options, Fingerprint file)
            throws IOException {
        return flow.run(() -> into(name, options), source, options, Optional.of(file));
    }

    private HashList into(ListName name, ImportOptions options) {
        return ensure(name, options.kind(), options.kind().defaultPolicy(), options.by());
    }

    /** The list of that name; made with that policy when there is none. An existing list keeps its own policy. */
    @Transactional
    public HashList ensure(ListName name, ListPolicy policy, AuditActor by) {
        return ensure(name, ListKind.MATCH, policy, by);
    }

    /**
     * The same for a list of that kind.
     *
     * @throws Refusal when there is a list of that name and of another kind, or the kind does not allow the policy
     */
    @Transactional
    public HashList ensure(ListName name, ListKind kind, ListPolicy policy, AuditActor by) {
        HashList found = lists.find(name).orElseGet(() -> {
            var list = new HashList(ListId.fresh(), name, kind, allowed(kind, policy), clock.instant(), 0);
            if (lists.add(CurrentOrganisation.require(), list)) {
                policies.add(CurrentOrganisation.require(), list, list.createdAt());
                audit.record(act("list.created", by, list));
            }
            return lists.find(name).orElseThrow();
        });
        if (found.kind() != kind) {
            throw new Refusal("hashlist.refusal.kind");
        }
        return found;
    }

    private static ListPolicy allowed(ListKind kind, ListPolicy policy) {
        if (!kind.allows(policy)) {
            throw new Refusal("hashlist.refusal.policy", HashListLimits.NEGATIVE_DISTANCE_MAX);
        }
        return policy;
    }

    /**
     * Says what a match with the list may do from now on. What was decided before stays.
     *
     * @param version the version of the list on which the decision was made
     * @throws Refusal when somebody changed the policy in the meantime, or the kind of the list does not allow it
     */
    @Transactional
    public void setPolicy(ListId id, int version, ListPolicy policy, AuditActor by) {
        HashList list = get(id);
        if (list.policy().equals(policy)) {
            return;
        }
        if (list.version() != version || !lists.changePolicy(list, allowed(list.kind(), policy))) {
            throw new Refusal("hashlist.refusal.changed");
        }
        HashList changed = get(id);
        policies.add(CurrentOrganisation.require(), list, list.createdAt());
        policies.add(CurrentOrganisation.require(), changed, clock.instant());
        audit.record(act("list.policy-changed", by, changed));
        events.publishEvent(new ListPolicyChanged(id));
    }

    /** The same for a caller that wants the policy whatever it was, as a command does. */
    @Transactional
    public void setPolicy(ListId id, ListPolicy policy, AuditActor by) {
        setPolicy(id, get(id).version(), policy, by);
    }

    /**
     * Puts on record that somebody takes a copy of the list.
     *
     * @param format a word
     */
    @Transactional
    void copied(ListId id, String format, AuditActor by) {
        meter.demand(Limit.EXPORT_OF_PERSON, by, 1);
        audit.record(new AuditAct("list.exported", by, List.of(get(id).id().toString()), Map.of("format", format)));
    }

    /**
     * A page of a list as a person reads it: written to the audit log first; where that fails, nothing is read.
     *
     * @throws Refusal when the organisation has no such list, or the reader has seen too much today
     */
    @Transactional
    List<HashEntry> read(ListId id, EntryId before, AuditActor reader) {
        List<HashEntry> page = entriesBefore(id, before);
        meter.demand(Limit.HASH_OF_PERSON, reader, page.size());
        audit.record(new AuditAct(
                "list.read",
                reader,
                List.of(get(id).id().toString()),
                Map.of("before", Long.toString(before.value()))));
        return page;
    }

    /**
     * One entry as a person reads it: written to the audit log first.
     *
     * @throws Refusal when the organisation has no such entry
     */
    @Transactional
    HashEntry read(EntryId id, AuditActor reader) {
        HashEntry found = entries.find(id).orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
        meter.demand(Limit.HASH_OF_PERSON, reader, 1);
        audit.record(AuditAct.of("list.entry-read", reader, found.list(), id.value()));
        return found;
    }

    /**
     * Puts on record that somebody has the whole list read, and may see hashes of it.
     *
     * @param use a word
     */
    @Transactional
    void whole(ListId id, String use, AuditActor reader) {
        audit.record(new AuditAct("list.read", reader, List.of(get(id).id().toString()), Map.of("use", use)));
    }

    /**
     * Ends an entry: it matches no longer. It stays in the list with the reason, so that no later import of the same file
     * brings it back unasked. Withdrawing it again changes nothing.
     *
     * @param reason in a person's words, 1 to {@link HashListLimits#REASON_CHARS_MAX} characters, without any address
     * @throws Refusal when there is no such entry or the reason is not as described
     */
    @Transactional
    public void withdraw(EntryId id, String reason, AuditActor by) {
        HashEntry entry = entries.find(id).orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
        String good = goodReason(reason);
        if (entries.withdraw(id, good, clock.instant())) {
            holds.withdrawn(id, good, by);
            counts.fold(entry.list());
            audit.record(AuditAct.of("list.entry-withdrawn", by, entry.list(), id.value()));
            events.publishEvent(new EntriesWithdrawn(entry.list()));
        }
    }

    static String goodReason(String reason) {
        String stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > HashListLimits.REASON_CHARS_MAX) {
            throw new Refusal("hashlist.refusal.reason", HashListLimits.REASON_CHARS_MAX);
        }
        if (stripped.contains("://")) {
            // reasons are stored as they are written, and an address of material is stored sealed only
            throw new Refusal("hashlist.refusal.address");
        }
        return stripped;
    }

    /** The entry of a list with that hash, withdrawn or not. */
    @Transactional(readOnly = true)
    public Optional<HashEntry> entry(ListId list, HashValue hash) {
        return entries.find(list, hash);
    }

    @Transactional(readOnly = true)
    public Optional<HashEntry> entry(EntryId id) {
        return entries.find(id);
    }

    /** The policy that a list had then; of a time before this was kept, the oldest that is known. */
    @Transactional(readOnly = true)
    public PolicyVersion policyAt(ListId id, Instant at) {
        return policies.at(id, at).orElseGet(() -> {
            HashList list = get(id);
            return new PolicyVersion(list.version(), list.policy(), list.createdAt());
        });
    }

    /**
     * What all the lists say of that hash, withdrawn or not, by the names of the lists; at most
     * {@link HashListLimits#LISTS_SHOWN_MAX}. Where they differ, a person sees it here.
     */
    @Transactional(readOnly = true)
    public List<Said> said(HashValue hash) {
        return entries.everywhere(hash, HashListLimits.LISTS_SHOWN_MAX);
    }

    /** The entries of a list that came before that one, the newest first, at most a page of them. */
    @Transactional(readOnly = true)
    public List<HashEntry> entriesBefore(ListId list, EntryId before) {
        return entries.before(list, before, HashListLimits.ENTRIES_PER_PAGE);
    }

    /** How many entries of a list match. */
    @Transactional(readOnly = true)
    public ListCount count(ListId list) {
        return counts(List.of(list)).getOrDefault(list, ListCount.NONE);
    }

    /** The same of several lists; those without any are not among them. It costs the same however many entries there are. */
    @Transactional(readOnly = true)
    public Map<ListId, ListCount> counts(Collection<ListId> some) {
        return counts.of(some);
    }

    /** The lists by name, at most {@link HashListLimits#LISTS_SHOWN_MAX}. */
    @Transactional(readOnly = true)
    public List<HashList> lists() {
        return lists.all(HashListLimits.LISTS_SHOWN_MAX);
    }

    @Transactional(readOnly = true)
    public Optional<HashList> find(ListName name) {
        return lists.find(name);
    }

    /**
     * The list with that id.
     *
     * @throws Refusal when the organisation has no such list
     */
    @Transactional(readOnly = true)
    public HashList get(ListId id) {
        return lists.find(id).orElseThrow(() -> new Refusal("hashlist.refusal.noList"));
    }

    /** The newest import of each of these lists that has any. */
    @Transactional(readOnly = true)
    public Map<ListId, ImportRun> newestImports(Collection<ListId> some) {
        return imports.newest(some);
    }

    /** The newest imports of a list. */
    @Transactional(readOnly = true)
    public List<ImportRun> imports(ListId list) {
        return imports.newest(list, HashListLimits.IMPORTS_SHOWN_MAX);
    }

    /**
     * The import with that id.
     *
     * @throws Refusal when the organisation has no such import
     */
    @Transactional(readOnly = true)
    public ImportRun importRun(ImportId id) {
        return imports.find(id).orElseThrow(() -> new Refusal("hashlist.refusal.noImport"));
    }

    /** The lines that an import did not take, as far as they are kept. */
    @Transactional(readOnly = true)
    public List<RejectedLine> rejected(ImportId id) {
        return imports.rejected(id, HashListLimits.REJECTED_LINES_KEPT);
    }

    private static AuditAct act(String act, AuditActor by, HashList list) {
        ListPolicy policy = list.policy();
        return new AuditAct(
                act,
                by,
                List.of(list.id().toString()),
                Map.of(
                        "kind", list.kind().name(),
                        "exactNotifies", Boolean.toString(policy.exactNotifies()),
                        "nearNotifiesUpTo", Integer.toString(policy.nearNotifiesUpTo()),
                        "qualityMin", Integer.toString(policy.qualityMin()),
                        "distanceMax", Integer.toString(policy.distanceMax())));
    }
}
