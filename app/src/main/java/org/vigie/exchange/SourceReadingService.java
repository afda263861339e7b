package org.vigie.exchange;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListContents;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/** What the page of sources says of the lists of the organisation that is bound. No hash is among it. */
@Service
class SourceReadingService {
    private final HashListService lists;
    private final ListContents contents;
    private final EntryHoldService holds;
    private final ExchangeService sources;

    SourceReadingService(
            HashListService lists, ListContents contents, EntryHoldService holds, ExchangeService sources) {
        this.lists = lists;
        this.contents = contents;
        this.holds = holds;
        this.sources = sources;
    }

    /** All lists by name, as many as there are on the page of lists. */
    @Transactional(readOnly = true)
    public List<SourceLine> lines() {
        Map<ListId, ExchangeSource> feeding =
                sources.all().stream().collect(Collectors.toMap(ExchangeSource::list, source -> source));
        return lists.lists().stream().map(list -> line(list, feeding)).toList();
    }

    private SourceLine line(HashList list, Map<ListId, ExchangeSource> feeding) {
        Map<MaterialClass, Integer> classes = contents.classes(list.id());
        int counted = classes.values().stream().mapToInt(Integer::intValue).sum();
        return new SourceLine(
                list,
                feeding.get(list.id()),
                lists.imports(list.id()).stream().findFirst().orElse(null),
                classes,
                counted >= HashListLimits.ENTRIES_COUNTED_MAX,
                holds.open(list.id()).size());
    }
}
