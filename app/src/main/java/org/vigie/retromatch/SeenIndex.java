package org.vigie.retromatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.IndexEntry;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.crawl.SeenMediaFeed;
import org.vigie.crawl.SeenMediaService;

/**
 * The PDQ hashes of all media that was ever seen, in memory, by the numbers of the media. It is built when a round first needs
 * it. Nothing leaves it: what was forgotten has a number that no media has any more.
 */
@Component
class SeenIndex {
    /** What is held while it is added; bounds what catching up needs beside the index itself. */
    private static final int ADDED_AT_ONCE = 20_000;

    /** All entries are alike. */
    private static final int LABEL = 0;

    /** What may be taken of the memory of the process. */
    private static final int SHARE = 2;

    private final SeenMediaFeed feed;
    private final SeenMediaService seen;
    private final long mediaMax;
    private final ReentrantLock reading = new ReentrantLock();
    private SegmentedIndex index = SegmentedIndex.EMPTY;
    private SeenMediaFeed.Mark mark = SeenMediaFeed.BEGINNING;

    SeenIndex(SeenMediaFeed feed, SeenMediaService seen, RetroMatchSettings settings) {
        this.feed = feed;
        this.seen = seen;
        this.mediaMax = Math.min(
                settings.indexedMediaMax(),
                Runtime.getRuntime().maxMemory() / SHARE / RetroMatchLimits.INDEX_BYTES_PER_MEDIA);
    }

    /**
     * All that was committed up to now. Rounds are in no hurry: the one that comes first waits until it is read and merged.
     *
     * @return empty where there is more than may be held
     * @throws org.springframework.dao.DataAccessException where the database cannot be read
     */
    Optional<SegmentedIndex> ready() {
        reading.lock();
        try {
            if (mark.equals(SeenMediaFeed.BEGINNING)) {
                if (seen.countComparable(mediaMax + 1) > mediaMax) {
                    return Optional.empty();
                }
                load();
            } else {
                catchUp();
            }
            if (index.size() > mediaMax) {
                index = SegmentedIndex.EMPTY;
                mark = SeenMediaFeed.BEGINNING;
                return Optional.empty();
            }
            return Optional.of(index);
        } finally {
            reading.unlock();
        }
    }

    private void load() {
        SegmentedIndex.Builder builder = SegmentedIndex.builder();
        SeenMediaFeed.Mark next = feed.read(mark, (number, hash) -> builder.add(number, hash, LABEL));
        index = builder.build();
        mark = next;
    }

    private void catchUp() {
        var added = new Added();
        SeenMediaFeed.Mark next = feed.read(mark, added::add);
        added.close();
        index = added.all;
        mark = next;
        // what was read in pieces; nobody but rounds waits for it
        index = index.merged();
    }

    /** The index with what was added since. What is fed again changes nothing. */
    private final class Added {
        private final List<SegmentedIndex.Change> held = new ArrayList<>();
        private SegmentedIndex all = index;

        void add(long number, Pdq hash) {
            held.add(new SegmentedIndex.Change(new IndexEntry(number, hash.value(), LABEL), false));
            if (held.size() >= ADDED_AT_ONCE) {
                close();
            }
        }

        void close() {
            all = all.with(held);
            held.clear();
        }
    }
}
