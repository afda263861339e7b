package org.vigie.crawl;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.audit.AuditActor;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** How the crawl stands: all leads and one. Everybody of the staff may read that, since no address is named. */
@Controller
@AllowedTo({Role.ANALYST, Role.ADMINISTRATOR, Role.LIST_KEEPER, Role.AUDITOR})
@RequestMapping("/crawl")
class CrawlPages {
    private final CrawlReadingService reading;
    private final CrawlService crawl;

    CrawlPages(CrawlReadingService reading, CrawlService crawl) {
        this.reading = reading;
        this.crawl = crawl;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID id,
            Model model) {
        // half a key is none
        var cursor = before == null || id == null ? LeadLines.Cursor.START : new LeadLines.Cursor(before, id);
        List<LeadLines.Listed> rows = reading.page(cursor);
        boolean isFull = rows.size() == CrawlLimits.ROWS_SHOWN_MAX.value();
        model.addAttribute("rows", rows);
        model.addAttribute("older", isFull ? older(rows.getLast().line()) : null);
        model.addAttribute("status", reading.status());
        model.addAttribute("acts", mayAct(person));
        return "crawl/list";
    }

    private static String older(LeadLine last) {
        return UriComponentsBuilder.fromPath("/crawl")
                .queryParam("before", last.startedAt())
                .queryParam("id", last.id())
                .build()
                .toUriString();
    }

    /** The page, or, where htmx asks, only what changes while the lead goes on. */
    @GetMapping("/{id}")
    String one(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        LeadView view = reading.view(new LeadId(id));
        model.addAttribute("view", view);
        model.addAttribute("line", view.line());
        model.addAttribute("acts", mayAct(person));
        model.addAttribute("readsItems", person.isOneOf(Role.ANALYST));
        return htmx == null ? "crawl/one" : "crawl/one :: progress";
    }

    /** Says what stopping does before anything is stopped. */
    @GetMapping("/{id}/stop")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String confirmStop(@PathVariable UUID id, Model model) {
        model.addAttribute("line", reading.line(new LeadId(id)));
        return "crawl/stop";
    }

    @PostMapping("/{id}/stop")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String stop(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        crawl.stop(new LeadId(id), AuditActor.person(by.staff()));
        return "redirect:/crawl/{id}";
    }

    private static boolean mayAct(SignedIn person) {
        return person.isOneOf(Role.ANALYST, Role.ADMINISTRATOR);
    }
}
