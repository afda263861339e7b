package org.vigie.exchange;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.Provenance;
import org.vigie.hashlist.Recall;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;
import org.vigie.work.WorkHandler;

/**
 * Takes what changed at a source, page by page, and writes down after each how far it came.
 *
 * <pre>
 * Rules, as public clients of the service have learnt them
 *   Entries of a range are in no order of time: the checkpoint moves when the whole range was taken, and not before.
 *   A page's address grows stale: after twelve hours the range begins anew, which repeats and loses nothing.
 *   A range ends five seconds behind the clock.
 *   A deleted entry takes back its hashes; so does a changed one those that it has no more. A hash that another entry still
 *   says stays.
 * </pre>
 */
@Component
class NcmecTaker implements WorkHandler {
    private static final AuditActor SELF = AuditActor.system("exchange");
    private static final String SOURCE = "NCMEC hash sharing";

    private final ExchangeService sources;
    private final HashListService lists;
    private final NcmecClient client;
    private final ExchangeSettings settings;
    private final Clock clock;

    NcmecTaker(
            ExchangeService sources,
            HashListService lists,
            NcmecClient client,
            ExchangeSettings settings,
            Clock clock) {
        this.sources = sources;
        this.lists = lists;
        this.client = client;
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
        ExchangeSource.Range range = source.fresh(now);
        Instant to = range == null ? now.minus(ExchangeSource.BEHIND_THE_CLOCK) : range.to();
        int pages = range == null ? 1 : range.pages() + 1;
        if (pages > ExchangeLimits.PAGES_MAX) {
            throw new ExchangeFailed("TOO_MANY_PAGES");
        }
        NcmecClient.Access access = sources.access(source);
        NcmecPage page =
                range == null ? client.first(access, source.checkpoint(), to) : client.next(access, range.nextPage());
        Map<String, List<HashValue>> said = new LinkedHashMap<>();
        page.entries().forEach(entry -> said.put(entry.key(), entry.isDeleted() ? List.of() : entry.hashes()));
        if (!page.entries().isEmpty()) {
            Set<HashValue> abandoned = sources.abandoned(source.id(), said);
            var options = new ImportOptions(SELF, ListKind.MATCH, ImportOptions.Withdrawn.AS_ITS_SOURCE_SAYS);
            lists.importFrom(sources.list(source), reader -> tell(source, page, abandoned, reader), options);
        }
        ExchangeSource after = page.next()
                .map(next -> source.goingOn(new ExchangeSource.Range(to, next, now, pages), now))
                .orElseGet(() -> source.upTo(to, now));
        sources.taken(after, said);
        return after;
    }

    private static void tell(ExchangeSource source, NcmecPage page, Set<HashValue> abandoned, EntryReader reader) {
        long record = 0;
        for (HashValue hash : abandoned) {
            reader.recalled(new Recall(0, hash, ""));
        }
        for (NcmecEntry entry : page.entries()) {
            record++;
            if (!entry.isDeleted()) {
                tell(source, entry, record, reader);
            }
        }
    }

    private static void tell(ExchangeSource source, NcmecEntry entry, long record, EntryReader reader) {
        if (entry.isHashBad()) {
            reader.rejected(new RejectedLine(record, Reason.HASH));
        }
        String classAsGiven = classAsGiven(source, entry);
        var provenance =
                new Provenance(entry.key(), "member " + entry.member(), "v2 " + entry.type(), entry.changedAt(), 0, 0);
        for (HashValue hash : entry.hashes()) {
            if (EmptyContent.has(hash)) {
                reader.rejected(new RejectedLine(record, Reason.EMPTY_CONTENT));
            } else {
                reader.entry(new ListEntry(record, hash, classAsGiven, SOURCE, "", provenance));
            }
        }
    }

    /** The same letters mean something else in an environment of exploitative material, and are never taken for the others. */
    private static String classAsGiven(ExchangeSource source, NcmecEntry entry) {
        String given = entry.classification().isEmpty() ? "unclassified" : entry.classification();
        String known = given.length() > 40 ? given.substring(0, 40) : given;
        return source.isExploitative() ? "exploitative " + known.toUpperCase(Locale.ROOT) : known;
    }
}
