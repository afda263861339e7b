package org.vigie.crawl;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.EntryId;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.match.Match;
import org.vigie.match.MatchService;

/** Matches pictures and videos, and reports what matches. */
@Component
class PictureFlow {
    private final MatchService matcher;
    private final ItemService items;
    private final KnownHashes known;
    private final Visits visits;
    private final MeterRegistry metrics;

    PictureFlow(MatchService matcher, ItemService items, KnownHashes known, Visits visits, MeterRegistry metrics) {
        this.matcher = matcher;
        this.items = items;
        this.known = known;
        this.visits = visits;
        this.metrics = metrics;
    }

    /** What the lists of the visit's organisation know of the hashes. */
    List<ItemMatch> match(Visit visit, KnownHashes.Known hashes) {
        return matcher.match(visit.org(), hashes.hashes(), hashes.frames()).stream()
                .map(PictureFlow::itemMatch)
                .toList();
    }

    /** Keeps the hashes, and reports a sighting where something matched. Part of the transaction that ends the visit. */
    void record(Visit visit, KnownHashes.Known hashes, List<ItemMatch> matches, InetAddress peer, Instant at) {
        // Also where we failed to decode it: what the lists gain later can still know it exactly.
        known.add(hashes);
        if (matches.isEmpty()) {
            return;
        }
        ItemId item = items.sighted(new Sighting(
                visit.org(),
                visit.address(),
                visit.address().host(),
                peer.getHostAddress(),
                visit.foundOnAddress(),
                hashes.hashes(),
                matches,
                at));
        visits.found(visit.id(), item);
        metrics.counter("vigie.crawl.matched").increment();
    }

    private static ItemMatch itemMatch(Match match) {
        return new ItemMatch(
                match.list(),
                match.listName(),
                new EntryId(match.entry()),
                match.entryHash(),
                switch (match.kind()) {
                    case EXACT -> ItemMatch.Kind.EXACT;
                    case NEAR -> ItemMatch.Kind.NEAR;
                },
                match.distance(),
                match.materialClass(),
                match.mayNotify(),
                match.stretches(),
                match.overlap());
    }
}
