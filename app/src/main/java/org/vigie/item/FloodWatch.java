package org.vigie.item;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.EntryHold;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.Flood;

/** Counts what entries match, and has one held that suddenly matches far too much. */
@Component
class FloodWatch {
    private final Sightings sightings;
    private final EntryHoldService holds;
    private final FloodSettings settings;
    private final Clock clock;

    FloodWatch(Sightings sightings, EntryHoldService holds, FloodSettings settings, Clock clock) {
        this.sightings = sightings;
        this.holds = holds;
        this.settings = settings;
        this.clock = clock;
    }

    /** The entry matched something new. */
    void matched(EntryId entry) {
        if (holds.open(entry).isPresent()) {
            return;
        }
        Instant since = since(entry);
        Flood flood = sightings.flood(entry, since, settings.items() + 1);
        if (flood.items() > settings.items() || flood.hosts() > settings.hosts()) {
            holds.hold(entry, flood);
        }
    }

    /** What a person has decided about is not counted again. */
    private Instant since(EntryId entry) {
        Instant window = clock.instant().minus(settings.within());
        return holds.newest(entry)
                .map(EntryHold::endedAt)
                .filter(ended -> ended.isAfter(window))
                .orElse(window);
    }
}
