package org.vigie.exchange;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportRun;
import org.vigie.hashlist.ListCount;
import org.vigie.hashlist.ListId;

/**
 * What the page of sources says of the lists of the organisation that is bound. No hash is among it. It asks the database five
 * questions however many lists there are, and none of them goes through entries.
 */
@Service
class SourceReadingService {
    private final HashListService lists;
    private final EntryHoldService holds;
    private final ExchangeService sources;

    SourceReadingService(HashListService lists, EntryHoldService holds, ExchangeService sources) {
        this.lists = lists;
        this.holds = holds;
        this.sources = sources;
    }

    /** All lists by name, as many as there are on the page of lists. */
    @Transactional(readOnly = true)
    public List<SourceLine> lines() {
        List<HashList> all = lists.lists();
        List<ListId> ids = all.stream().map(HashList::id).toList();
        Map<ListId, ExchangeSource> feeding =
                sources.all().stream().collect(Collectors.toMap(ExchangeSource::list, source -> source));
        Map<ListId, ImportRun> newest = lists.newestImports(ids);
        Map<ListId, ListCount> counts = lists.counts(ids);
        Map<ListId, Integer> held = holds.open(ids);
        return all.stream()
                .map(list -> new SourceLine(
                        list,
                        feeding.get(list.id()),
                        newest.get(list.id()),
                        counts.getOrDefault(list.id(), ListCount.NONE),
                        held.getOrDefault(list.id(), 0)))
                .toList();
    }
}
