package org.vigie.exchange;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListId;
import org.vigie.staff.Refusal;

/** Tells a source what we think of its entries, so that a mistake is mended where it was made. */
@Service
class OpinionService {
    private final ExchangeService services;
    private final ExchangeSources sources;
    private final HashListService lists;
    private final AuditService audit;

    OpinionService(ExchangeService services, ExchangeSources sources, HashListService lists, AuditService audit) {
        this.services = services;
        this.sources = sources;
        this.lists = lists;
        this.audit = audit;
    }

    /** What is to be told, and to whom. */
    record Told(SourceClient client, SourceAccess access, HashEntry entry) {}

    /** A service that can be asked, and how. */
    record Asked(SourceClient client, SourceAccess access) {}

    /**
     * Who is asked about a list.
     *
     * @throws Refusal when the list has no source
     */
    @Transactional(readOnly = true)
    Asked source(ListId list) {
        ExchangeSource source = sources.of(list).orElseThrow(() -> new Refusal("exchange.refusal.no-source"));
        return new Asked(services.client(source.service()), services.access(source));
    }

    /**
     * Puts on record that an opinion is sent; the sending follows.
     *
     * @throws Refusal when the entry came from no source that takes opinions
     */
    @Transactional
    Told record(EntryId id, Opinion opinion, AuditActor by) {
        HashEntry entry = lists.entry(id).orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
        ExchangeSource source = sources.of(entry.list()).orElseThrow(() -> new Refusal("exchange.refusal.no-source"));
        SourceClient client = services.client(source.service());
        if (!client.takesOpinionOf(entry)) {
            throw new Refusal("exchange.refusal.no-source");
        }
        audit.record(new AuditAct(
                "exchange.opinion-sent",
                by,
                List.of(source.id().toString(), Long.toString(id.value())),
                Map.of("opinion", opinion instanceof Opinion.Affirmative ? "AFFIRMATIVE" : "NEGATIVE")));
        return new Told(client, services.access(source), entry);
    }
}
