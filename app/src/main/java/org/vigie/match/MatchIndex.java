package org.vigie.match;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.vigie.core.index.DamagedSnapshot;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.DatabaseSettings;
import org.vigie.hashlist.ListFeed;
import org.vigie.hashlist.ListId;
import org.vigie.log.LogFailure;
import org.vigie.organisation.OrgId;

/**
 * The hash lists of all organisations in memory. Readers take the present state and never wait; one refresh at a time makes
 * the next one from what the feed says has changed.
 */
@Component
class MatchIndex {
    /** Changes that are held before they become a segment; bounds what loading needs beside the index itself. */
    private static final int CHANGES_HELD_MAX = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(MatchIndex.class);

    private final ListFeed feed;
    private final Optional<IndexFile> file;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile State state = State.nothing();
    /** What the file has of each organisation; known videos are not in it, and are read from the database at each start. */
    private volatile Map<OrgId, SegmentedIndex> written = Map.of();

    /**
     * What readers see.
     *
     * @param labels of the entries of all organisations
     * @param refreshedAt when the feed was read last; null where nothing is loaded
     */
    record State(
            Map<OrgId, OrgIndex> organisations,
            Labels labels,
            Map<ListId, Finding.ListFacts> lists,
            ListFeed.Mark mark,
            @Nullable Instant refreshedAt) {
        static State nothing() {
            return new State(Map.of(), new Labels(), Map.of(), ListFeed.BEGINNING, null);
        }

        State {
            organisations = Map.copyOf(organisations);
            lists = Map.copyOf(lists);
        }

        OrgIndex of(OrgId org) {
            return organisations.getOrDefault(org, OrgIndex.empty(labels));
        }

        Optional<Finding.ListFacts> list(ListId id) {
            return Optional.ofNullable(lists.get(id));
        }

        /** Where the clock was set back, its age is not known, and may be any. */
        boolean isFresh(Instant now) {
            if (refreshedAt == null || now.isBefore(refreshedAt)) {
                return false;
            }
            return Duration.between(refreshedAt, now).compareTo(MatchLimits.INDEX_AGE_MAX) <= 0;
        }
    }

    MatchIndex(ListFeed feed, MatchSettings settings, DatabaseSettings database, Clock clock) {
        this.feed = feed;
        this.file = settings.snapshots().isPositive() ? Optional.of(new IndexFile(database.data())) : Optional.empty();
        this.clock = clock;
    }

    /** The present state, whatever its age. */
    State state() {
        return state;
    }

    boolean isFresh() {
        return state.isFresh(clock.instant());
    }

    /**
     * A state that may be relied on. One that is too old, or not there yet, is refreshed first: the caller waits for it.
     *
     * @throws IndexNotReady where that fails
     */
    State ready() {
        State present = state;
        if (present.isFresh(clock.instant())) {
            return present;
        }
        try {
            return refresh();
        } catch (DataAccessException e) {
            throw new IndexNotReady("the hash lists cannot be read", e);
        }
    }

    /**
     * Takes in what was committed up to now.
     *
     * @throws DataAccessException where the lists cannot be read; the state is as before, and ages
     */
    State refresh() {
        refreshing.lock();
        try {
            // the age counts from before the reading: what is committed while it runs may be missing
            Instant now = clock.instant();
            state = state.refreshedAt == null ? loaded(now) : caughtUp(now);
            return state;
        } finally {
            refreshing.unlock();
        }
    }

    private State caughtUp(Instant now) {
        var changes = new Changes(state.organisations, state.labels);
        ListFeed.Answer answer = feed.read(state.mark, changes);
        return new State(changes.applied(), state.labels, facts(answer), answer.next(), now);
    }

    private State loaded(Instant now) {
        Optional<State> restored = file.flatMap(from -> restored(from, now));
        if (restored.isPresent()) {
            return restored.get();
        }
        var labels = new Labels();
        Map<OrgId, OrgIndex.Builder> builders = new HashMap<>();
        ListFeed.Answer answer = feed.read(ListFeed.BEGINNING, new Loading(builders, labels));
        Map<OrgId, OrgIndex> organisations = new HashMap<>();
        builders.forEach((org, builder) -> organisations.put(org, builder.build()));
        return new State(organisations, labels, facts(answer), answer.next(), now);
    }

    /** What the file holds and what has changed since, if together that is what the database has. */
    private Optional<State> restored(IndexFile from, Instant now) {
        try {
            Optional<IndexFile.Content> content = from.read();
            if (content.isEmpty()) {
                return Optional.empty();
            }
            IndexFile.Content old = content.get();
            var changes = new Changes(old.organisations(), old.labels());
            ListFeed.Counted counted = feed.readAndCount(old.mark(), changes);
            Map<OrgId, OrgIndex> organisations = changes.applied();
            ListFeed.Answer answer = counted.answer();
            if (!answer.next().isAtLeast(old.mark()) || !totals(organisations).equals(counted.totals())) {
                LOG.warn("The file of the match index is not of this database; the hash lists are read anew");
                return Optional.empty();
            }
            written = entries(old.organisations());
            return Optional.of(new State(organisations, old.labels(), facts(answer), answer.next(), now));
        } catch (IOException | DamagedSnapshot e) {
            LOG.warn("The file of the match index cannot be used; the hash lists are read anew: {}", LogFailure.of(e));
            return Optional.empty();
        }
    }

    private static Map<OrgId, ListFeed.Total> totals(Map<OrgId, OrgIndex> organisations) {
        Map<OrgId, ListFeed.Total> totals = new HashMap<>();
        organisations.forEach((org, index) -> {
            SegmentedIndex.Total total = index.entries().total();
            if (total.entries() > 0) {
                totals.put(org, new ListFeed.Total(total.entries(), total.ids(), total.hashes()));
            }
        });
        return totals;
    }

    /**
     * Writes the file that the next start reads, unless nothing has changed since it was written.
     *
     * @return whether it was written
     * @throws IOException where that fails; an older file stays
     */
    boolean write() throws IOException {
        State present = state;
        if (file.isEmpty()
                || present.refreshedAt == null
                || entries(present.organisations).equals(written)) {
            return false;
        }
        file.get().write(new IndexFile.Content(present.mark, present.labels, present.organisations));
        written = entries(present.organisations);
        return true;
    }

    private static Map<OrgId, SegmentedIndex> entries(Map<OrgId, OrgIndex> organisations) {
        Map<OrgId, SegmentedIndex> entries = new HashMap<>();
        organisations.forEach((org, index) -> {
            // one that has known videos alone, or none any more, is as good as not there
            if (index.entries().size() > 0) {
                entries.put(org, index.entries());
            }
        });
        return entries;
    }

    private static Map<ListId, Finding.ListFacts> facts(ListFeed.Answer answer) {
        Map<ListId, Finding.ListFacts> facts = new HashMap<>();
        answer.lists()
                .forEach(list -> facts.put(list.id(), new Finding.ListFacts(list.name(), list.kind(), list.policy())));
        return facts;
    }

    private static Listed listed(ListFeed.Fed fed) {
        return new Listed(fed.id().value(), fed.list(), fed.hash(), fed.materialClass());
    }

    /** Merges what the refreshes left in pieces. Long work is done beside the readers and the refreshes, not before them. */
    void merge() {
        for (Map.Entry<OrgId, OrgIndex> entry : state.organisations.entrySet()) {
            OrgIndex before = entry.getValue();
            if (before.needsMerging()) {
                swap(entry.getKey(), before, before.merged());
            }
        }
    }

    private void swap(OrgId org, OrgIndex before, OrgIndex after) {
        refreshing.lock();
        try {
            Map<OrgId, OrgIndex> organisations = new HashMap<>(state.organisations);
            organisations.computeIfPresent(org, (id, present) -> present.replacing(before, after));
            state = new State(organisations, state.labels, state.lists, state.mark, state.refreshedAt);
        } finally {
            refreshing.unlock();
        }
    }

    /** Takes all entries at the first time. */
    private record Loading(Map<OrgId, OrgIndex.Builder> builders, Labels labels) implements ListFeed.Reader {
        @Override
        public void entry(ListFeed.Fed fed) {
            if (!fed.isWithdrawn()) {
                builder(fed).add(listed(fed));
            }
        }

        @Override
        public void video(ListFeed.Fed fed, List<VideoFrame> frames) {
            if (!fed.isWithdrawn()) {
                builder(fed).add(listed(fed), frames);
            }
        }

        private OrgIndex.Builder builder(ListFeed.Fed fed) {
            return builders.computeIfAbsent(fed.org(), org -> new OrgIndex.Builder(labels));
        }
    }

    /** The changes of one refresh, by organisation. */
    private static final class Changes implements ListFeed.Reader {
        private final Map<OrgId, OrgIndex> organisations;
        private final Map<OrgId, List<OrgIndex.Change>> held = new HashMap<>();
        private final Map<OrgId, List<ListedVideos.Change>> heldVideos = new HashMap<>();
        private final Labels labels;
        private int count;
        private int frames;

        Changes(Map<OrgId, OrgIndex> before, Labels labels) {
            this.organisations = new HashMap<>(before);
            this.labels = labels;
        }

        @Override
        public void entry(ListFeed.Fed fed) {
            held.computeIfAbsent(fed.org(), org -> new ArrayList<>())
                    .add(new OrgIndex.Change(listed(fed), fed.isWithdrawn()));
            if (++count >= CHANGES_HELD_MAX) {
                apply();
            }
        }

        @Override
        public void video(ListFeed.Fed fed, List<VideoFrame> ofVideo) {
            heldVideos
                    .computeIfAbsent(fed.org(), org -> new ArrayList<>())
                    .add(new ListedVideos.Change(listed(fed), ofVideo, fed.isWithdrawn()));
            frames += ofVideo.size();
            if (++count >= CHANGES_HELD_MAX || frames >= MatchLimits.FRAMES_HELD_MAX) {
                apply();
            }
        }

        Map<OrgId, OrgIndex> applied() {
            apply();
            return organisations;
        }

        private void apply() {
            held.forEach((org, changes) -> organisations.put(org, of(org).with(changes)));
            heldVideos.forEach((org, changes) -> organisations.put(org, of(org).withVideos(changes)));
            held.clear();
            heldVideos.clear();
            count = 0;
            frames = 0;
        }

        private OrgIndex of(OrgId org) {
            return organisations.getOrDefault(org, OrgIndex.empty(labels));
        }
    }
}
