package org.vigie.notice;

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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.audit.AuditActor;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The notices: the list, one letter, and what a person decides about it. */
@Controller
@RequestMapping("/notices")
class NoticePages {
    private final NoticeService notices;
    private final NoticeReadingService reading;

    NoticePages(NoticeService notices, NoticeReadingService reading) {
        this.notices = notices;
        this.reading = reading;
    }

    @GetMapping
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR})
    String list(
            @RequestParam(required = false) @Nullable NoticeState state,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID id,
            Model model) {
        var cursor = before == null || id == null ? null : new Notices.Cursor(before, id);
        List<NoticeRow> rows = reading.page(state, cursor);
        model.addAttribute("rows", rows);
        model.addAttribute("state", state);
        model.addAttribute("states", NoticeState.values());
        model.addAttribute("older", rows.size() < NoticeLimits.PAGE_ROWS ? null : older(state, rows.getLast()));
        return "notice/list";
    }

    @GetMapping("/{id}")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String open(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        model.addAttribute("view", reading.view(new NoticeId(id), actor(person)));
        model.addAttribute("reasonMax", NoticeLimits.REASON_CHARACTERS_MAX);
        return "notice/notice";
    }

    @PostMapping("/{id}/release")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String release(@PathVariable UUID id, @RequestParam String reason, @AuthenticationPrincipal SignedIn person) {
        notices.release(new NoticeId(id), reason, actor(person));
        return to(id);
    }

    @PostMapping("/{id}/decline")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String decline(@PathVariable UUID id, @RequestParam String reason, @AuthenticationPrincipal SignedIn person) {
        notices.decline(new NoticeId(id), reason, actor(person));
        return to(id);
    }

    @PostMapping("/{id}/bounce")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String bounced(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person) {
        notices.bounced(new NoticeId(id), actor(person));
        return to(id);
    }

    private static String older(@Nullable NoticeState state, NoticeRow last) {
        var href = UriComponentsBuilder.fromPath("/notices")
                .queryParam("before", last.createdAt())
                .queryParam("id", last.id());
        return (state == null ? href : href.queryParam("state", state)).toUriString();
    }

    private static AuditActor actor(SignedIn person) {
        return AuditActor.person(person.staff());
    }

    private static String to(UUID id) {
        return "redirect:/notices/" + id;
    }
}
