package org.vigie.retromatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.SeenMediaService;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.NewEntryService;
import org.vigie.match.MatchService;
import org.vigie.work.WorkHandler;

/** Goes on with the round of one list, some pages a turn. */
@Component
class RetroMatchRunner implements WorkHandler {
    /** How long a transaction that is older than new entries is waited for before the turn is counted as one page. */
    private static final Duration SETTLING = Duration.ofMillis(50);

    private final RetroMatchService rounds;
    private final HashListService lists;
    private final NewEntryService news;
    private final SeenMediaService seen;
    private final Search search;
    private final MatchService matches;
    private final Comparison comparison;
    private final RetroMatchSettings settings;
    private final Clock clock;

    RetroMatchRunner(
            RetroMatchService rounds,
            HashListService lists,
            NewEntryService news,
            SeenMediaService seen,
            Search search,
            MatchService matches,
            Comparison comparison,
            RetroMatchSettings settings,
            Clock clock) {
        this.rounds = rounds;
        this.lists = lists;
        this.news = news;
        this.seen = seen;
        this.search = search;
        this.matches = matches;
        this.comparison = comparison;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return RetroMatchService.KIND;
    }

    @Override
    public void handle(UUID subject) {
        ListId id = new ListId(subject);
        for (int page = 0; page < RetroMatchLimits.PAGES_PER_TURN; page++) {
            Optional<Round> open = rounds.open(id);
            if (open.isEmpty()) {
                return;
            }
            Round round = open.get();
            Instant late = round.askedAt().plus(settings.late());
            if (round.state() == Round.State.LATE && clock.instant().isBefore(late)) {
                rounds.again(id, late);
                return;
            }
            // after the round was read: a list that changed since makes the step count for nothing
            HashList list = lists.get(id);
            boolean goesOn = round.state() == Round.State.NEW ? lookUp(round, list, page == 0) : step(round, list);
            if (!goesOn) {
                // the list changed in the meantime, and is asked for again
                return;
            }
        }
        rounds.again(id, clock.instant());
    }

    /** Goes on through media. */
    private boolean step(Round round, HashList list) {
        // what was committed before the round was read must be in the lists that are compared with
        matches.catchUp();
        List<MediaHashes> page = page(round);
        int found = 0;
        for (MediaHashes media : page) {
            found += comparison.compare(list, media);
        }
        Round after = page.isEmpty() ? round : round.after(page.getLast().sha256(), page.size(), found);
        boolean isLast = page.size() < RetroMatchLimits.MEDIA_PER_PAGE;
        return rounds.advance(round, isLast ? after.atTheEnd(clock.instant()) : after);
    }

    private List<MediaHashes> page(Round round) {
        return switch (round.state()) {
            case ALL -> seen.page(round.rest(), RetroMatchLimits.MEDIA_PER_PAGE);
            case VIDEOS -> seen.videos(round.rest(), RetroMatchLimits.MEDIA_PER_PAGE);
            case LATE ->
                seen.pageSince(round.lateFrom().minus(settings.late()), round.rest(), RetroMatchLimits.MEDIA_PER_PAGE);
            case NEW, DONE -> List.of();
        };
    }

    /** Goes on through new entries, of which only those of lists that are looked for can find anything. */
    private boolean lookUp(Round round, HashList list, boolean isFirst) {
        News before = isFirst ? round.news().counted(left(round)) : round.news();
        if (isFirst && before.left() > 0 && seen.count(before.left()) < before.left()) {
            return goThroughAll(round);
        }
        NewEntryService.Page page = list.kind().isStopping()
                ? new NewEntryService.Page(List.of(), before.mark(), false)
                : news.page(list.id(), before.mark(), RetroMatchLimits.ENTRIES_PER_PAGE);
        if (page.hashes().isEmpty() && page.isPending()) {
            LockSupport.parkNanos(SETTLING.toNanos());
            return true;
        }
        if (page.hashes().isEmpty()) {
            return rounds.advance(round, round.atTheEnd(clock.instant()));
        }
        // what the page has must be in the lists that are compared with
        matches.catchUp();
        return lookUp(round, list, before, page);
    }

    private boolean lookUp(Round round, HashList list, News before, NewEntryService.Page page) {
        List<HashValue> hashes = page.hashes();
        int radius = list.policy().distanceMax();
        var found = new Tally();
        boolean isSearched = search.find(hashes, radius, media -> found.add(comparison.compare(list, media)));
        if (!isSearched) {
            return goThroughAll(round);
        }
        News after = before.after(page.last(), hashes.size(), Search.isAnyNear(hashes, radius));
        return rounds.looked(round, after, found.media, found.items);
    }

    private long left(Round round) {
        return news.count(round.list(), round.news().mark(), RetroMatchLimits.ENTRIES_COUNTED_MAX);
    }

    private boolean goThroughAll(Round round) {
        return rounds.advance(round, round.throughAll(news.now()));
    }

    /** Counts what one page came to. */
    private static final class Tally {
        private int media;
        private int items;

        void add(int found) {
            media++;
            items += found;
        }
    }
}
