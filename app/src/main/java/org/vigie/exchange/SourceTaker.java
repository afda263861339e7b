package org.vigie.exchange;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.OpaqueEntry;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;
import org.vigie.work.WorkHandler;

/**
 * Takes what changed at a source, page by page, and writes down after each how far it came.
 *
 * <pre>
 * Rules, as public clients of the services have learnt them
 *   Entries of a range are in no order of time: the checkpoint moves when the whole range was taken, and not before.
 *   A page's address grows stale: the range then begins anew, which repeats and loses nothing.
 *   A range ends five seconds behind the clock, or where the service says.
 *   A deleted entry takes back its hashes; so does a changed one those that it has no more. A hash that another entry still
 *   says stays.
 *   Who says a hash is written down before the hash is: whatever is cut off in between, a hash on the list has somebody who
 *   says it, and goes when that one takes it back. What was said earlier is forgotten last.
 * </pre>
 */
@Component
class SourceTaker implements WorkHandler {
    private static final AuditActor SELF = AuditActor.system("exchange");

    private final ExchangeService sources;
    private final HashListService lists;
    private final ExchangeSettings settings;
    private final Clock clock;

    SourceTaker(ExchangeService sources, HashListService lists, ExchangeSettings settings, Clock clock) {
        this.sources = sources;
        this.lists = lists;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ExchangeService.KIND;
    }

    @Override
    public void handle(UUID subject) {
        ExchangeSource source = sources.find(new SourceId(subject)).orElseThrow();
        try {
            for (int page = 0; page < settings.pagesAtOnce(); page++) {
                if (sources.isStopped(source.id())) {
                    return; // whoever starts it again asks for the next turn
                }
                source = page(source);
                if (source.range() == null) {
                    sources.again(source.id(), clock.instant().plus(settings.every()));
                    return;
                }
            }
            sources.again(source.id(), clock.instant());
        } catch (IOException e) {
            // a service that is away is asked again and again; work that fails too often would be set aside
            String code = e instanceof ExchangeFailed ? e.getMessage() : "NO_ANSWER";
            sources.save(source.failed(code == null ? "NO_ANSWER" : code, clock.instant()));
            sources.again(source.id(), clock.instant().plus(settings.every()));
        }
    }

    /** Takes one page; answers the source as it is stored then. */
    private ExchangeSource page(ExchangeSource source) throws IOException {
        Instant now = clock.instant();
        SourceClient client = sources.client(source.service());
        ExchangeSource.Range range = source.fresh(now, client.pageStaleAfter());
        Instant to = range == null ? now.minus(ExchangeSource.BEHIND_THE_CLOCK) : range.to();
        int pages = range == null ? 1 : range.pages() + 1;
        if (pages > ExchangeLimits.PAGES_MAX) {
            throw new ExchangeFailed("TOO_MANY_PAGES");
        }
        SourcePage page = client.page(
                sources.access(source),
                new SourceClient.Range(source.checkpoint(), to),
                range == null ? "" : range.nextPage());
        Map<String, SourceEntry> entries = new LinkedHashMap<>();
        page.entries().forEach(entry -> entries.put(entry.key(), entry));
        Map<String, List<ClaimedHash>> said = new LinkedHashMap<>();
        entries.forEach((key, entry) -> said.put(key, entry.claims()));
        if (!said.isEmpty()) {
            Set<ClaimedHash> abandoned = sources.abandoned(source.id(), said);
            sources.claimed(source.id(), said);
            var options = new ImportOptions(SELF, ListKind.MATCH, ImportOptions.Withdrawn.AS_ITS_SOURCE_SAYS);
            lists.importFrom(
                    sources.list(source),
                    reader -> tell(source.service(), entries.values(), abandoned, reader),
                    options);
        }
        ExchangeSource after = page.next()
                .map(next -> source.goingOn(new ExchangeSource.Range(to, next, now, pages), now))
                .orElseGet(() -> source.upTo(page.upTo().orElse(to), now));
        sources.taken(after, said);
        return after;
    }

    private static void tell(
            SourceKind service, Collection<SourceEntry> entries, Set<ClaimedHash> abandoned, EntryReader reader) {
        abandoned.forEach(hash -> reader.recalled(hash.recall()));
        long record = 0;
        for (SourceEntry entry : entries) {
            record++;
            if (!entry.isDeleted()) {
                tell(service, entry, record, reader);
            }
        }
    }

    private static void tell(SourceKind service, SourceEntry entry, long record, EntryReader reader) {
        if (entry.isHashBad()) {
            reader.rejected(new RejectedLine(record, Reason.HASH));
        }
        for (HashValue hash : entry.hashes()) {
            if (EmptyContent.has(hash)) {
                reader.rejected(new RejectedLine(record, Reason.EMPTY_CONTENT));
            } else {
                reader.entry(
                        new ListEntry(record, hash, entry.classAsGiven(), service.title(), "", entry.provenance(hash)));
            }
        }
        for (OpaqueHash hash : entry.opaque()) {
            reader.opaque(new OpaqueEntry(
                    hash,
                    entry.classAsGiven(),
                    service.title(),
                    entry.provenance().sourceId()));
        }
    }
}
