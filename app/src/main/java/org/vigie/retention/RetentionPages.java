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
import org.vigie.organisation.CurrentOrganisation;
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
    private static final List<String> REQUEST_COLUMNS = List.of(
            "retention.request.rule", "retention.request.asked", "retention.request.state", "retention.request.do");

    private final RetentionService retention;
    private final RuleService rules;

    RetentionPages(RetentionService retention, RuleService rules) {
        this.retention = retention;
        this.rules = rules;
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("overview", retention.overview(by.staff()));
        model.addAttribute("due", CurrentOrganisation.inAllCompartments(CurrentOrganisation.require(), rules::due));
        model.addAttribute("requests", rules.requests(by));
        model.addAttribute("requestDays", RetentionLimits.REQUEST_LIFE.toDays());
        model.addAttribute("daysAhead", RetentionLimits.SOONER_DAYS_AHEAD_MIN);
        model.addAttribute("dueColumns", DUE_COLUMNS);
        model.addAttribute("holdColumns", HOLD_COLUMNS);
        model.addAttribute("ruleColumns", RULE_COLUMNS);
        model.addAttribute("requestColumns", REQUEST_COLUMNS);
        return "retention/retention";
    }

    /** What a rule would do, before anybody sets it or asks for it. */
    @PostMapping("/rules/trial")
    @RecentFactor
    String trial(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam int days,
            @RequestParam String basis,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            Model model) {
        var typed = new Rule(kind, days, basis.strip(), from);
        model.addAttribute(
                "trial",
                CurrentOrganisation.inAllCompartments(
                        CurrentOrganisation.require(), () -> rules.trial(typed, by.staff())));
        model.addAttribute("requestDays", RetentionLimits.REQUEST_LIFE.toDays());
        model.addAttribute("daysAhead", RetentionLimits.SOONER_DAYS_AHEAD_MIN);
        return "retention/trial";
    }

    @PostMapping("/rules")
    @RecentFactor
    String rule(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam int days,
            @RequestParam String basis,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from) {
        rules.set(new Rule(kind, days, basis.strip(), from), by.staff());
        return SELF;
    }

    @PostMapping("/rules/requests/{request}/agreement")
    @RecentFactor
    String agree(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        rules.agree(request, by.staff());
        return SELF;
    }

    /** Needs no recent factor, so that a person can be quick: nothing is erased by it. */
    @PostMapping("/rules/requests/{request}/withdrawal")
    String withdraw(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        rules.withdraw(request, by.staff());
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
