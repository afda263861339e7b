package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.extract.Link;
import org.vigie.crawl.extract.PageContent;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;

/** Between two transactions a worker may be killed: the next one does the same again, and it comes to the same. */
class FrontierCrashTest extends FrontierTestBase {
    @Autowired
    PageFlow pages;

    @Test
    void whatAPageNamesIsQueuedBeforeThePageIsDoneAndOnlyOnce() {
        CanonicalAddress seed = address(1, "");
        LeadId lead = lead(BUDGET, List.of(seed));
        Lease killed = frontier.claim(host(seed)).orElseThrow();
        Visit page = first(killed);
        begin(killed, page, Duration.ZERO);
        follow(page, lead);
        assertThat(waiting(lead)).as("the page, a link and a picture").isEqualTo(3);

        clock.advance(settings.lease());
        Lease next = frontier.claim(host(seed)).orElseThrow();
        Visit again = first(next);
        assertThat(again.id()).isEqualTo(page.id());
        assertThat(again.isCharged()).isTrue();
        begin(next, again, Duration.ZERO);
        follow(again, lead);
        end(next, again);

        assertThat(waiting(lead)).isEqualTo(2);
        assertThat(count("select spent from lead where id = ?", lead.value())).isOne();
    }

    @Test
    void aLooksRedirectIsFollowedOnceThoughItsWorkerWasKilled() {
        CanonicalAddress picture = address(1, "picture");
        ItemId item = new ItemId(UUID.randomUUID());
        CurrentOrganisation.as(org, () -> crawl.look(item, picture, LookKind.RECHECK, clock.instant()));
        Lease killed = frontier.claim(host(picture)).orElseThrow();
        Visit look = first(killed);
        begin(killed, look, Duration.ZERO);
        redirect(look);

        clock.advance(settings.lease());
        Lease next = frontier.claim(host(picture)).orElseThrow();
        Visit again = first(next);
        assertThat(again.id()).isEqualTo(look.id());
        begin(next, again, Duration.ZERO);
        redirect(again);
        end(next, again);

        assertThat(count("select count(*) from visit where item_id = ? and state = 'QUEUED'", item.value()))
                .isOne();
    }

    private void redirect(Visit look) {
        Optional<Reason> refusal =
                CurrentOrganisation.as(org, () -> pages.followLookRedirect(look, Optional.of(address(1, "moved"))));
        assertThat(refusal).isEmpty();
    }

    private void follow(Visit page, LeadId lead) {
        PageContent content = new PageContent(
                List.of(
                        new Link(address(1, "next"), Link.Role.PAGE),
                        new Link(address(2, "picture.jpg"), Link.Role.EMBEDDED_PICTURE)),
                Optional.empty(),
                false,
                0,
                0);
        CurrentOrganisation.as(org, () -> pages.followLinks(page, frontier.terms(lead), content));
    }

    private long waiting(LeadId lead) {
        return count("select count(*) from visit where lead_id = ? and state = 'QUEUED'", lead.value());
    }
}
