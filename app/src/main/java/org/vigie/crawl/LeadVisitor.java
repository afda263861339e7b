package org.vigie.crawl;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashValue;
import org.vigie.crawl.extract.PageContent;
import org.vigie.crawl.fetch.Answer;
import org.vigie.crawl.fetch.Body;
import org.vigie.crawl.fetch.Failed;
import org.vigie.crawl.fetch.FetchOutcome;
import org.vigie.item.ItemMatch;

/** Works on what was fetched for a lead. */
@Component
class LeadVisitor {
    private static final Logger LOG = LoggerFactory.getLogger(LeadVisitor.class);

    private final FrontierService frontier;
    private final PageFlow pages;
    private final PictureFlow pictures;
    private final Decoding decoding;
    private final CrawlSettings settings;
    private final Clock clock;

    LeadVisitor(
            FrontierService frontier,
            PageFlow pages,
            PictureFlow pictures,
            Decoding decoding,
            CrawlSettings settings,
            Clock clock) {
        this.frontier = frontier;
        this.pages = pages;
        this.pictures = pictures;
        this.decoding = decoding;
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends the visit. */
    void take(LeaseRun run, Visit visit, LeadId lead, FetchOutcome outcome, FrontierService.HostReport report) {
        switch (outcome) {
            case Failed(var failure) ->
                end(run, visit, retrying(visit, Ending.of(Reason.of(failure)), report.nextAt()), report);
            case Answer answer
            when answer.isRedirect() -> {
                LeadTerms terms = frontier.terms(lead);
                Optional<CanonicalAddress> target =
                        Optional.ofNullable(answer.location()).flatMap(to -> PageFlow.target(visit, to));
                end(run, visit, pages.followRedirect(visit, terms, target, Ending.of(Reason.REDIRECT, answer)), report);
            }
            case Answer answer
            when answer.isSuccess() -> {
                switch (answer.body().kind()) {
                    case PAGE -> page(run, visit, lead, answer, report);
                    case PICTURE, VIDEO -> media(run, visit, answer, report);
                    case NONE, TEXT, OTHER -> end(run, visit, Ending.of(Reason.OTHER_CONTENT, answer), report);
                }
            }
            case Answer answer ->
                end(run, visit, retrying(visit, Ending.of(reason(answer), answer), report.nextAt()), report);
        }
    }

    private void page(LeaseRun run, Visit visit, LeadId lead, Answer answer, FrontierService.HostReport report) {
        PageContent content = pages.read(visit, answer.body());
        LeadTerms terms = frontier.terms(lead);
        run.count("pages");
        pages.followLinks(visit, terms, content);
        content.refresh()
                .ifPresent(target ->
                        pages.followRedirect(visit, terms, Optional.of(target), Ending.of(Reason.REDIRECT, answer)));
        int bodyCut = answer.body().cut() == Body.Cut.WHOLE ? 0 : 1;
        end(run, visit, Ending.of(Reason.PAGE, answer).cut(content.cut() + bodyCut), report);
    }

    private void media(LeaseRun run, Visit visit, Answer answer, FrontierService.HostReport report) {
        HashValue sha256 = answer.body().exact().orElseThrow().sha256();
        boolean isVideo = answer.body().kind() == Body.Kind.VIDEO;
        Instant at = clock.instant();
        KnownHashes.Known hashes = decoding.hash(answer.body(), visit.host());
        answer.close();
        List<ItemMatch> matches = pictures.match(visit, hashes);
        run.count(isVideo ? "videos" : "pictures");
        if (!matches.isEmpty()) {
            run.count("matched");
        }
        Ending done = Ending.of(isVideo ? Reason.VIDEO : Reason.PICTURE, answer).picture(sha256, hashes.undecodable());
        Ending ending = Decoding.isFinal(hashes) || !matches.isEmpty() ? done : undecoded(run, visit, done, report);
        frontier.end(
                run.lease(), visit, ending, report, () -> pictures.record(visit, hashes, matches, answer.peer(), at));
    }

    /** We failed to decode what may match nearly: tried again, and on the last try ended as a failure of ours. */
    private Ending undecoded(LeaseRun run, Visit visit, Ending done, FrontierService.HostReport report) {
        run.count("undecoded");
        LOG.warn("visit {}: its picture or video was not decoded: {}", visit.id(), done.undecodable());
        Ending failed = done.as(Reason.OWN_FAILURE);
        int failures = visit.ownFailures() + 1;
        return failures >= CrawlLimits.OWN_FAILURES_MAX.value() ? failed : retry(failed, failures, report.nextAt());
    }

    private void end(LeaseRun run, Visit visit, Ending ending, FrontierService.HostReport report) {
        frontier.end(run.lease(), visit, ending, report, () -> {});
    }

    private static Reason reason(Answer answer) {
        if (answer.status() >= 400) {
            return Reason.ofStatus(answer.status());
        }
        return answer.status() == 206 ? Reason.TRUNCATED : Reason.BAD_REDIRECT;
    }

    /** The same ending, put off where another try may help and is left. */
    private Ending retrying(Visit visit, Ending ending, Instant notBefore) {
        int tries = visit.tries() + 1;
        if (!ending.reason().mayPass() || tries >= CrawlLimits.TRIES_MAX.value()) {
            return ending;
        }
        return retry(ending, tries, notBefore);
    }

    private Ending retry(Ending ending, int tries, Instant notBefore) {
        Instant at = clock.instant().plus(settings.retryAfter(tries));
        return ending.retry(at.isBefore(notBefore) ? notBefore : at);
    }
}
