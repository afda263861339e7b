package org.vigie.exchange;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashListService;
import org.vigie.staff.Refusal;

/** Tells a source what we think of its entries, so that a mistake is mended where it was made. */
@Service
class OpinionService {
    private static final Pattern KEY = Pattern.compile("(\\d{1,20})-([A-Za-z0-9_.-]{1,150})");
    private static final Pattern VERSION = Pattern.compile("v2 (image|video)");

    private final ExchangeSources sources;
    private final HashListService lists;
    private final AuditService audit;

    OpinionService(ExchangeSources sources, HashListService lists, AuditService audit) {
        this.sources = sources;
        this.lists = lists;
        this.audit = audit;
    }

    /** What is to be told, and to whom. */
    record Told(NcmecClient.Access access, NcmecEntry entry) {}

    /**
     * Puts on record that an opinion is sent; the sending follows.
     *
     * @throws Refusal when the entry came from no source that takes opinions
     */
    @Transactional
    Told record(EntryId id, Opinion opinion, AuditActor by) {
        HashEntry entry = lists.entry(id).orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
        ExchangeSource source = sources.of(entry.list()).orElseThrow(() -> new Refusal("exchange.refusal.no-source"));
        Matcher key = KEY.matcher(entry.provenance().sourceId());
        Matcher version = VERSION.matcher(entry.provenance().version());
        if (!key.matches() || !version.matches()) {
            throw new Refusal("exchange.refusal.no-source");
        }
        audit.record(new AuditAct(
                "exchange.opinion-sent",
                by,
                List.of(source.id().toString(), Long.toString(id.value())),
                Map.of("opinion", opinion instanceof Opinion.Affirmative ? "AFFIRMATIVE" : "NEGATIVE")));
        var access = new NcmecClient.Access(source.base(), source.user(), sources.password(source.id()));
        return new Told(
                access,
                new NcmecEntry(key.group(1), key.group(2), version.group(1), false, "", null, List.of(), false));
    }
}
