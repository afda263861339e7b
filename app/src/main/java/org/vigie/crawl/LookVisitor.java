package org.vigie.crawl;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.crawl.extract.PageContent;
import org.vigie.crawl.fetch.Answer;
import org.vigie.crawl.fetch.Body;
import org.vigie.crawl.fetch.Failed;
import org.vigie.crawl.fetch.FetchFailure;
import org.vigie.crawl.fetch.FetchOutcome;

/** Works on what was fetched for a look at an item, and says what it means. */
@Component
class LookVisitor {
    private final FrontierService frontier;
    private final PageFlow pages;
    private final Decoding decoding;
    private final KnownHashes known;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /**
     * What was found.
     *
     * @param known of a picture or video; null where none was served
     */
    private record Finding(LookOutcome outcome, KnownHashes.@Nullable Known known, Ending ending) {}

    LookVisitor(
            FrontierService frontier,
            PageFlow pages,
            Decoding decoding,
            KnownHashes known,
            ApplicationEventPublisher events,
            Clock clock) {
        this.frontier = frontier;
        this.pages = pages;
        this.decoding = decoding;
        this.known = known;
        this.events = events;
        this.clock = clock;
    }

    /** Ends the visit, and with it the look, unless a redirect leads on. */
    void take(LeaseRun run, Visit visit, Visit.Look look, FetchOutcome outcome, FrontierService.HostReport report) {
        Instant at = clock.instant();
        switch (outcome) {
            case Failed(var failure) -> done(run, visit, look, ofFailure(failure), report, at);
            case Answer answer
            when answer.isRedirect() -> {
                Optional<CanonicalAddress> target =
                        Optional.ofNullable(answer.location()).flatMap(to -> PageFlow.target(visit, to));
                redirect(run, visit, look, answer, target, report);
            }
            case Answer answer
            when answer.isSuccess() && answer.body().kind() == Body.Kind.PAGE -> {
                PageContent content = pages.read(visit, answer.body());
                if (content.refresh().isPresent()) {
                    redirect(run, visit, look, answer, content.refresh(), report);
                } else {
                    done(run, visit, look, ofPage(answer, content), report, at);
                }
            }
            case Answer answer
            when answer.isSuccess() -> done(run, visit, look, ofBody(visit, look, answer), report, at);
            case Answer answer -> done(run, visit, look, ofStatus(answer), report, at);
        }
    }

    /** Ends a look that could not be taken. */
    void giveUp(Lease lease, Visit visit, Visit.Look look, Reason reason) {
        Instant at = clock.instant();
        frontier.end(lease, visit, Ending.of(reason), null, () -> publish(look, LookOutcome.UNCLEAR, null, at));
    }

    private void redirect(
            LeaseRun run,
            Visit visit,
            Visit.Look look,
            Answer answer,
            Optional<CanonicalAddress> target,
            FrontierService.HostReport report) {
        Optional<Reason> refusal = pages.followLookRedirect(visit, target);
        if (refusal.isEmpty()) {
            frontier.end(run.lease(), visit, Ending.of(Reason.REDIRECT, answer), report, () -> {});
        } else {
            Finding unclear = new Finding(LookOutcome.UNCLEAR, null, Ending.of(refusal.get(), answer));
            done(run, visit, look, unclear, report, clock.instant());
        }
    }

    private void done(
            LeaseRun run,
            Visit visit,
            Visit.Look look,
            Finding finding,
            FrontierService.HostReport report,
            Instant at) {
        run.count("looks");
        frontier.end(run.lease(), visit, finding.ending(), report, () -> {
            publish(look, finding.outcome(), finding.known(), at);
        });
    }

    private void publish(Visit.Look look, LookOutcome outcome, KnownHashes.@Nullable Known known, Instant at) {
        MediaHashes hashes = known == null ? null : known.hashes();
        boolean undecodedByUs = known != null && !Decoding.isFinal(known);
        List<VideoFrame> frames = known == null ? List.of() : known.frames();
        events.publishEvent(
                new LookDone(look.id(), look.item(), look.kind(), outcome, hashes, frames, undecodedByUs, at));
    }

    private static Finding ofFailure(FetchFailure failure) {
        LookOutcome outcome = failure == FetchFailure.NO_SUCH_NAME ? LookOutcome.MISSING : LookOutcome.UNCLEAR;
        return new Finding(outcome, null, Ending.of(Reason.of(failure)));
    }

    private static Finding ofStatus(Answer answer) {
        if (answer.status() < 400) {
            return new Finding(LookOutcome.UNCLEAR, null, Ending.of(Reason.TRUNCATED, answer));
        }
        Reason reason = Reason.ofStatus(answer.status());
        return new Finding(
                reason == Reason.NOT_FOUND ? LookOutcome.MISSING : LookOutcome.UNCLEAR,
                null,
                Ending.of(reason, answer));
    }

    /** A page instead of a picture: gone, unless it asks who we are, or is only the beginning of a page. */
    private static Finding ofPage(Answer answer, PageContent content) {
        boolean says = !content.asksToSignIn() && answer.body().cut() != Body.Cut.ENDED_EARLY;
        return new Finding(says ? LookOutcome.MISSING : LookOutcome.UNCLEAR, null, Ending.of(Reason.PAGE, answer));
    }

    private Finding ofBody(Visit visit, Visit.Look look, Answer answer) {
        return switch (answer.body().kind()) {
            case PICTURE, VIDEO -> ofMedia(visit, look, answer);
            // An empty answer is neither the picture nor anything in its place.
            case NONE -> new Finding(LookOutcome.UNCLEAR, null, Ending.of(Reason.OTHER_CONTENT, answer));
            case PAGE, TEXT, OTHER -> new Finding(LookOutcome.MISSING, null, Ending.of(Reason.OTHER_CONTENT, answer));
        };
    }

    private Finding ofMedia(Visit visit, Visit.Look look, Answer answer) {
        HashValue sha256 = answer.body().exact().orElseThrow().sha256();
        Reason reason = answer.body().kind() == Body.Kind.VIDEO ? Reason.VIDEO : Reason.PICTURE;
        KnownHashes.Known hashes = switch (look.kind()) {
            case CONFIRM -> decoding.hashAfresh(answer.body());
            case RECHECK -> decoding.hash(answer.body(), visit.host());
        };
        answer.close();
        if (Decoding.isFinal(hashes)) {
            known.add(hashes);
        }
        Ending ending = Ending.of(reason, answer).picture(sha256, hashes.undecodable());
        return new Finding(LookOutcome.PRESENT, hashes, ending);
    }
}
