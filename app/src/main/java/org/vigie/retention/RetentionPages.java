package org.vigie.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** How long things are kept, what is due, what is held and why. */
@Controller
@AllowedTo(Role.ADMINISTRATOR)
@RequestMapping("/people/retention")
class RetentionPages {
    private static final String SELF = "redirect:/people/retention";
    private static final List<String> DUE_COLUMNS =
            List.of("retention.kind", "retention.present", "retention.due.count");
    private static final List<String> HOLD_COLUMNS =
            List.of("retention.hold.name", "retention.hold.reason", "retention.hold.since", "retention.hold.lift");
    private static final List<String> RULE_COLUMNS =
            List.of("retention.kind", "retention.rule.days", "retention.rule.basis", "retention.rule.from");

    private final RetentionService retention;

    RetentionPages(RetentionService retention) {
        this.retention = retention;
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("overview", retention.overview(by.staff()));
        model.addAttribute("dueColumns", DUE_COLUMNS);
        model.addAttribute("holdColumns", HOLD_COLUMNS);
        model.addAttribute("ruleColumns", RULE_COLUMNS);
        return "retention/retention";
    }

    @PostMapping("/rules")
    @RecentFactor
    String rule(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam int days,
            @RequestParam String basis,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from) {
        retention.setRule(new Rule(kind, days, basis.strip(), from), by.staff());
        return SELF;
    }

    @PostMapping("/holds")
    String hold(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam String name,
            @RequestParam String reason) {
        retention.hold(kind, name, reason, by.staff());
        return SELF;
    }

    @PostMapping("/holds/{id}/lift")
    @RecentFactor
    String lift(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String reason) {
        retention.lift(id, reason, by.staff());
        return SELF;
    }
}
