package org.vigie.match;

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
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.ListFeed;
import org.vigie.hashlist.ListId;
import org.vigie.organisation.OrgId;

/**
 * The hash lists of all organisations in memory. Readers take the present state and never wait; one refresh at a time makes
 * the next one from what the feed says has changed.
 */
@Component
class MatchIndex {
    /** Changes that are held before they become a segment; bounds what loading needs beside the index itself. */
    private static final int CHANGES_HELD_MAX = 20_000;

    private final ListFeed feed;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile State state = State.NOTHING;

    /**
     * What readers see.
     *
     * @param refreshedAt when the feed was read last; null where nothing is loaded
     */
    record State(
            Map<OrgId, OrgIndex> organisations,
            Map<ListId, Finding.ListFacts> lists,
            ListFeed.Mark mark,
            @Nullable Instant refreshedAt) {
        static final State NOTHING = new State(Map.of(), Map.of(), ListFeed.BEGINNING, null);

        State {
            organisations = Map.copyOf(organisations);
            lists = Map.copyOf(lists);
        }

        OrgIndex of(OrgId org) {
            return organisations.getOrDefault(org, OrgIndex.EMPTY);
        }

        Optional<Finding.ListFacts> list(ListId id) {
            return Optional.ofNullable(lists.get(id));
        }

        boolean isFresh(Instant now) {
            return refreshedAt != null && Duration.between(refreshedAt, now).compareTo(MatchLimits.INDEX_AGE_MAX) <= 0;
        }
    }

    MatchIndex(ListFeed feed, Clock clock) {
        this.feed = feed;
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
            State before = state;
            var changes = new Changes(before.organisations);
            ListFeed.Answer answer = feed.read(before.mark, changes::add);
            Map<ListId, Finding.ListFacts> lists = new HashMap<>();
            answer.lists()
                    .forEach(list ->
                            lists.put(list.id(), new Finding.ListFacts(list.name(), list.kind(), list.policy())));
            state = new State(changes.applied(), lists, answer.next(), now);
            return state;
        } finally {
            refreshing.unlock();
        }
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
            state = new State(organisations, state.lists, state.mark, state.refreshedAt);
        } finally {
            refreshing.unlock();
        }
    }

    /** The changes of one refresh, by organisation. */
    private static final class Changes {
        private final Map<OrgId, OrgIndex> organisations;
        private final Map<OrgId, List<OrgIndex.Change>> held = new HashMap<>();
        private int count;

        Changes(Map<OrgId, OrgIndex> before) {
            this.organisations = new HashMap<>(before);
        }

        void add(ListFeed.Fed fed) {
            var entry = new Listed(fed.id().value(), fed.list(), fed.hash(), fed.materialClass());
            held.computeIfAbsent(fed.org(), org -> new ArrayList<>())
                    .add(new OrgIndex.Change(entry, fed.isWithdrawn()));
            if (++count >= CHANGES_HELD_MAX) {
                apply();
            }
        }

        Map<OrgId, OrgIndex> applied() {
            apply();
            return organisations;
        }

        private void apply() {
            held.forEach((org, changes) -> organisations.put(
                    org, organisations.getOrDefault(org, OrgIndex.EMPTY).with(changes)));
            held.clear();
            count = 0;
        }
    }
}
