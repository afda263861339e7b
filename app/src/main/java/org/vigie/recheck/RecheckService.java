package org.vigie.recheck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.schedule.Observation;
import org.vigie.core.schedule.RecheckSchedule;
import org.vigie.core.schedule.Verdict;
import org.vigie.core.schedule.Verdict.Counting;
import org.vigie.core.schedule.Verdict.Gone;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.LookDone;
import org.vigie.crawl.LookId;
import org.vigie.crawl.LookKind;
import org.vigie.crawl.LookOutcome;
import org.vigie.hashlist.EntryId;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemMatched;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.item.MissReason;
import org.vigie.item.SightingPurpose;
import org.vigie.match.Match;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;

/** Asks for looks, and says what they amount to. Each call is one transaction with the event that caused it. */
@Service
public class RecheckService {
    private final Rechecks rechecks;
    private final ItemService items;
    private final MatchService matches;
    private final CrawlService crawl;
    private final RecheckSettings settings;
    private final RecheckSchedule schedule;
    private final Clock clock;
    private final RandomGenerator random;

    RecheckService(
            Rechecks rechecks,
            ItemService items,
            MatchService matches,
            CrawlService crawl,
            RecheckSettings settings,
            Clock clock,
            RandomGenerator recheckJitter) {
        this.rechecks = rechecks;
        this.items = items;
        this.matches = matches;
        this.crawl = crawl;
        this.settings = settings;
        this.clock = clock;
        random = recheckJitter;
        schedule = settings.schedule();
    }

    /** A spell begins, or an item is looked at anew: a second fetch shall confirm the match before anything follows from it. */
    @Transactional
    public void matched(ItemMatched event) {
        Recheck fresh = new Recheck(event.item(), event.spell(), RecheckSchedule.firstSeen(event.at()), 0, null);
        look(fresh, LookKind.CONFIRM, clock.instant());
    }

    /** Where it was is known no more: nobody looks again. */
    @Transactional
    public void erased(ItemId item) {
        rechecks.lock(item).ifPresent(recheck -> rechecks.save(org(), recheck.ended()));
    }

    /** A look ended. One that nobody awaits, because another was asked for since, says nothing. */
    @Transactional
    public void looked(LookDone look) {
        Optional<Recheck> known =
                rechecks.lock(look.item()).filter(recheck -> look.look().equals(recheck.awaited()));
        if (known.isEmpty()) {
            return;
        }
        List<ItemMatch> found = found(look);
        switch (look.kind()) {
            case CONFIRM -> confirm(known.get(), look, found);
            case RECHECK -> recheck(seenSince(known.get()), look, found);
        }
    }

    /** What the crawl saw by itself since the last look counts like a look that found it. */
    private Recheck seenSince(Recheck recheck) {
        Instant seen = items.spell(recheck.item()).lastSeenUp();
        boolean isNews = !(recheck.verdict() instanceof Gone)
                && seen.isAfter(recheck.verdict().asOf());
        return isNews ? recheck.with(schedule.after(recheck.verdict(), Observation.present(seen))) : recheck;
    }

    /**
     * Whether a look says nothing about the host: no clear answer came; or the same bytes as before match no more, which is a
     * change of the lists; or the picture could not be decoded for a failure of our own; or, before a match is confirmed, for
     * whatever reason.
     */
    private boolean isUnclear(LookDone look, List<ItemMatch> found) {
        MediaHashes hashes = look.hashes();
        if (hashes == null || !found.isEmpty()) {
            return look.outcome() == LookOutcome.UNCLEAR;
        }
        boolean undecoded = look.undecodedByUs() || (look.kind() == LookKind.CONFIRM && !look.isDecoded());
        return undecoded
                || hashes.sha256().equals(items.dossier(look.item()).hashes().sha256());
    }

    private void confirm(Recheck recheck, LookDone look, List<ItemMatch> found) {
        if (isUnclear(look, found)) {
            confirmLater(recheck.unclear(), look);
        } else if (found.isEmpty()) {
            MissReason why = look.outcome() == LookOutcome.PRESENT ? MissReason.OTHER_CONTENT : MissReason.NOT_SERVED;
            items.unconfirmed(look.item(), why, look.at());
            rechecks.save(org(), recheck.ended());
        } else {
            saw(look, SightingPurpose.CONFIRM, found);
            Recheck now = recheck.with(schedule.after(recheck.verdict(), Observation.present(look.at())));
            look(now, LookKind.RECHECK, schedule.nextLook(now.verdict(), look.at()));
            items.confirmed(look.item(), look.at());
        }
    }

    private void confirmLater(Recheck recheck, LookDone look) {
        if (recheck.unclearInARow() >= settings.confirmTries()) {
            items.unconfirmed(look.item(), MissReason.NO_ANSWER, look.at());
            rechecks.save(org(), recheck.ended());
            return;
        }
        Duration pause = schedule.unclear().delay(recheck.unclearInARow(), random.nextDouble());
        look(recheck, LookKind.CONFIRM, look.at().plus(pause));
    }

    private void recheck(Recheck recheck, LookDone look, List<ItemMatch> found) {
        ItemState state = items.get(look.item()).state();
        if (state == ItemState.DISMISSED || state == ItemState.UNCONFIRMED) {
            rechecks.save(org(), recheck.ended());
        } else if (isUnclear(look, found)) {
            Recheck now = recheck.unclear();
            Instant next =
                    schedule.nextLookAfterUnclear(now.verdict(), look.at(), now.unclearInARow(), random.nextDouble());
            look(now, LookKind.RECHECK, next);
        } else if (found.isEmpty()) {
            missed(recheck, look);
        } else {
            present(recheck, look, found, state);
        }
    }

    /** Of an item that was gone, being seen opens a new spell: {@link #matched} then asks for the look that confirms it. */
    private void present(Recheck recheck, LookDone look, List<ItemMatch> found, ItemState state) {
        boolean isBack = state == ItemState.GONE && items.stillUp(look.item(), look.at());
        if (!isBack) {
            Recheck now = recheck.with(
                    state == ItemState.GONE
                            ? recheck.verdict()
                            : schedule.after(recheck.verdict(), Observation.present(look.at())));
            look(now, LookKind.RECHECK, schedule.nextLook(now.verdict(), look.at()));
            items.stillUp(look.item(), look.at());
        }
        saw(look, SightingPurpose.RECHECK, found);
    }

    private void missed(Recheck recheck, LookDone look) {
        Verdict before = recheck.verdict();
        Verdict after = schedule.after(before, Observation.missing(look.at()));
        MissReason why = look.outcome() == LookOutcome.PRESENT ? MissReason.OTHER_CONTENT : MissReason.NOT_SERVED;
        items.missed(look.item(), look.at(), why);
        if (after instanceof Gone gone && !(before instanceof Gone)) {
            items.gone(look.item(), gone.lastSeenUp(), gone.firstSeenDown());
        }
        if (after instanceof Counting counting && counting.misses() == 1) {
            revisitPages(look.item());
        }
        Recheck now = recheck.with(after);
        if (after instanceof Gone gone && look.at().isAfter(gone.asOf().plus(settings.watchAfterGone()))) {
            rechecks.save(org(), now.ended());
        } else {
            look(now, LookKind.RECHECK, schedule.nextLook(after, look.at()));
        }
    }

    /** The picture may have moved: what the pages that showed it show now is matched like any other find. */
    private void revisitPages(ItemId item) {
        items.foundOn(item).stream()
                .limit(settings.pagesRevisited())
                .forEach(page -> crawl.revisit(page, item.value()));
    }

    private void look(Recheck recheck, LookKind kind, Instant due) {
        LookId look = crawl.look(recheck.item(), items.address(recheck.item()), kind, due);
        rechecks.save(org(), recheck.awaiting(look));
    }

    private void saw(LookDone look, SightingPurpose purpose, List<ItemMatch> found) {
        MediaHashes hashes = look.hashes();
        if (hashes != null) {
            items.saw(look.item(), purpose, hashes, Optional.empty(), found, look.at());
        }
    }

    private List<ItemMatch> found(LookDone look) {
        MediaHashes hashes = look.hashes();
        return hashes == null
                ? List.of()
                : matches.match(org(), hashes, look.frames()).stream()
                        .map(RecheckService::itemMatch)
                        .toList();
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

    private static OrgId org() {
        return CurrentOrganisation.require();
    }
}
