package org.vigie.retromatch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.crawl.SeenAt;
import org.vigie.crawl.SeenMediaService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListId;
import org.vigie.item.ItemMatch;
import org.vigie.item.LateMatchService;
import org.vigie.item.Sighting;
import org.vigie.match.Match;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkHandler;

/** Goes on with the round of one list, some pages a turn. */
@Component
class RetroMatchRunner implements WorkHandler {
    private final RetroMatchService rounds;
    private final HashListService lists;
    private final SeenMediaService seen;
    private final MatchService matches;
    private final LateMatchService items;
    private final RetroMatchSettings settings;
    private final Clock clock;

    RetroMatchRunner(
            RetroMatchService rounds,
            HashListService lists,
            SeenMediaService seen,
            MatchService matches,
            LateMatchService items,
            RetroMatchSettings settings,
            Clock clock) {
        this.rounds = rounds;
        this.lists = lists;
        this.seen = seen;
        this.matches = matches;
        this.items = items;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return RetroMatchService.KIND;
    }

    @Override
    public void handle(UUID subject) {
        ListId list = new ListId(subject);
        boolean isStopping = lists.get(list).kind().isStopping();
        for (int page = 0; page < RetroMatchLimits.PAGES_PER_TURN; page++) {
            Optional<Round> open = rounds.open(list);
            if (open.isEmpty()) {
                return;
            }
            Instant late = open.get().askedAt().plus(settings.late());
            if (open.get().state() == Round.State.LATE && clock.instant().isBefore(late)) {
                rounds.again(list, late);
                return;
            }
            if (!step(open.get(), isStopping)) {
                // the list changed in the meantime, and is asked for again
                return;
            }
        }
        rounds.again(list, clock.instant());
    }

    private boolean step(Round round, boolean isStopping) {
        // what was committed before the round was read must be in the lists that are compared with
        matches.catchUp();
        List<MediaHashes> page = page(round);
        int found = 0;
        for (MediaHashes media : page) {
            // only what has no hash as a picture may be a video
            List<VideoFrame> frames = media.pdq() == null ? seen.frames(media.sha256()) : List.of();
            List<Match> all = matches.match(CurrentOrganisation.require(), media, frames);
            if (all.stream().anyMatch(match -> isStopping || match.list().equals(round.list()))) {
                found += tell(media, all);
            }
        }
        Round after = page.isEmpty() ? round : round.after(page.getLast().sha256(), page.size(), found);
        boolean isLast = page.size() < RetroMatchLimits.MEDIA_PER_PAGE;
        return rounds.advance(round, isLast ? after.atTheEnd(clock.instant()) : after);
    }

    private List<MediaHashes> page(Round round) {
        return switch (round.state()) {
            case ALL -> seen.page(round.rest(), RetroMatchLimits.MEDIA_PER_PAGE);
            case LATE ->
                seen.pageSince(round.askedAt().minus(settings.late()), round.rest(), RetroMatchLimits.MEDIA_PER_PAGE);
            case DONE -> List.of();
        };
    }

    private int tell(MediaHashes media, List<Match> found) {
        List<ItemMatch> itemMatches =
                found.stream().map(RetroMatchRunner::itemMatch).toList();
        int news = 0;
        for (SeenAt at : seen.where(media.sha256(), RetroMatchLimits.ADDRESSES_PER_MEDIA_MAX)) {
            var sighting = new Sighting(
                    CurrentOrganisation.require(),
                    at.address(),
                    at.address().host(),
                    null,
                    at.foundOn(),
                    media,
                    itemMatches,
                    at.at());
            if (items.matched(sighting)) {
                news++;
            }
        }
        return news;
    }

    private static ItemMatch itemMatch(Match match) {
        return new ItemMatch(
                match.list(),
                match.listName(),
                new EntryId(match.entry()),
                match.entryHash(),
                match.kind() == Match.Kind.EXACT ? ItemMatch.Kind.EXACT : ItemMatch.Kind.NEAR,
                match.distance(),
                match.materialClass(),
                match.mayNotify(),
                match.stretches());
    }
}
