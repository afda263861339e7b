package org.vigie.retromatch;

import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.crawl.SeenAt;
import org.vigie.crawl.SeenMediaService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashList;
import org.vigie.item.ItemMatch;
import org.vigie.item.LateMatchService;
import org.vigie.item.Sighting;
import org.vigie.match.Match;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;

/** Compares media that was seen with the lists as they are now, and tells what is new of it for the list of a round. */
@Component
class Comparison {
    private final SeenMediaService seen;
    private final MatchService matches;
    private final LateMatchService items;

    Comparison(SeenMediaService seen, MatchService matches, LateMatchService items) {
        this.seen = seen;
        this.matches = matches;
        this.items = items;
    }

    /** How many items were made or reopened. */
    int compare(HashList list, MediaHashes media) {
        // only what has no hash as a picture may be a video
        List<VideoFrame> frames = media.pdq() == null ? seen.frames(media.sha256()) : List.of();
        List<Match> all = matches.match(CurrentOrganisation.require(), media, frames);
        boolean isOfList = list.kind().isStopping()
                || all.stream().anyMatch(match -> match.list().equals(list.id()));
        return isOfList ? tell(media, all) : 0;
    }

    private int tell(MediaHashes media, List<Match> found) {
        List<ItemMatch> itemMatches = found.stream().map(Comparison::itemMatch).toList();
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
                match.stretches(),
                match.overlap());
    }
}
