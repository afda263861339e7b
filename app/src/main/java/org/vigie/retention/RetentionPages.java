package org.vigie.retention;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
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
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** How long things are kept, what is due, what is held and why. */
@Controller
@AllowedTo(Role.ADMINISTRATOR)
@RequestMapping("/people/retention")
class RetentionPages {
    private static final String AFTER = "redirect:/people/retention?after=";
    private static final Set<String> DONE = Set.of("set", "asked", "agreed", "withdrawn", "held", "lifted");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final List<String> DUE_COLUMNS =
            List.of("retention.kind", "retention.present", "retention.due.count");
    private static final List<String> HOLD_COLUMNS =
            List.of("retention.hold.record", "retention.hold.reason", "retention.hold.since", "retention.hold.do");
    private static final List<String> LIFTED_COLUMNS =
            List.of("retention.hold.record", "retention.hold.reason", "retention.lifted.at", "retention.lifted.reason");
    private static final List<String> RULE_COLUMNS =
            List.of("retention.kind", "retention.rule.days", "retention.rule.basis", "retention.rule.counts");
    private static final List<String> REQUEST_COLUMNS =
            List.of("retention.request.rule", "retention.request.asked", "retention.request.state");

    /** Which field a refusal belongs to, by the beginning of its key; the star stands for the form. */
    private static final Map<String, String> FIELDS = Map.of(
            "retention.kind", "*-kind",
            "retention.rule.days", "rule-days",
            "retention.rule.basis", "rule-basis",
            "retention.rule.from", "rule-from",
            "retention.rule.too-soon", "rule-from",
            "retention.hold.there", "hold-name",
            "retention.record.unknown", "hold-name",
            "retention.reason", "hold-reason");

    private final RetentionService retention;
    private final RuleService rules;
    private final MessageSource messages;

    RetentionPages(RetentionService retention, RuleService rules, MessageSource messages) {
        this.retention = retention;
        this.rules = rules;
        this.messages = messages;
    }

    /** A form as it was typed, which is shown again when something is wrong with it. */
    record Typed(String form, String kind, String days, String basis, String from, String name, String reason) {
        static final Typed NOTHING = new Typed("", "", "", "", "", "", "");

        static Typed rule(String kind, String days, String basis, String from) {
            return new Typed("rule", kind, days, basis, from, "", "");
        }

        static Typed hold(String kind, String name, String reason) {
            return new Typed("hold", kind, "", "", "", name, reason);
        }

        /**
         * The rule that was meant.
         *
         * @throws Refusal when the days or the day are none
         */
        Rule toRule() {
            if (!DAYS.matcher(days.strip()).matches()) {
                throw new Refusal("retention.rule.days.range", RetentionLimits.DAYS_MIN, RetentionLimits.DAYS_MAX);
            }
            if (!DAY.matcher(from.strip()).matches()) {
                throw new Refusal("retention.rule.from.form");
            }
            try {
                return new Rule(kind, Integer.parseInt(days.strip()), basis.strip(), LocalDate.parse(from.strip()));
            } catch (DateTimeException none) {
                throw new Refusal("retention.rule.from.form");
            }
        }
    }

    /** With what was done last, when a form led here. */
    @GetMapping
    String show(@AuthenticationPrincipal SignedIn by, @RequestParam(defaultValue = "") String after, Model model) {
        model.addAttribute("after", DONE.contains(after) ? after : null);
        return page(by, Typed.NOTHING, model);
    }

    private String page(SignedIn by, Typed typed, Model model) {
        var requests = rules.requests(by);
        model.addAttribute("typed", typed);
        model.addAttribute("overview", retention.overview(by.staff()));
        model.addAttribute("due", inAllCompartments(rules::due));
        model.addAttribute("firstNights", inAllCompartments(() -> rules.firstNights(requests)));
        model.addAttribute("requests", requests);
        model.addAttribute(
                "pending", requests.stream().filter(RuleService.Line::isPending).toList());
        model.addAttribute("requestDays", RetentionLimits.REQUEST_LIFE.toDays());
        model.addAttribute("daysAhead", RetentionLimits.SOONER_DAYS_AHEAD_MIN);
        model.addAttribute("dueColumns", DUE_COLUMNS);
        model.addAttribute("holdColumns", HOLD_COLUMNS);
        model.addAttribute("liftedColumns", LIFTED_COLUMNS);
        model.addAttribute("ruleColumns", RULE_COLUMNS);
        model.addAttribute("requestColumns", REQUEST_COLUMNS);
        return "retention/retention";
    }

    /** The numbers say how many, and nothing of where. */
    private static <T> T inAllCompartments(Supplier<T> counted) {
        return CurrentOrganisation.inAllCompartments(CurrentOrganisation.require(), counted);
    }

    /** The page with the form as it was typed and what is wrong beside its field; a refusal of no field is a page of its own. */
    private String again(
            SignedIn by, Typed typed, Refusal refusal, Model model, HttpServletResponse response, Locale locale) {
        var field = FIELDS.entrySet().stream()
                .filter(one -> refusal.key().startsWith(one.getKey()))
                .map(one -> one.getValue().replace("*", typed.form()))
                .findFirst()
                .orElseThrow(() -> refusal);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        var text = messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale);
        model.addAttribute("errors", Map.of(field, text));
        return page(by, typed, model);
    }

    /** What a rule would do, before anybody sets it or asks for it. */
    @PostMapping("/rules/trial")
    @RecentFactor
    String trial(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam String days,
            @RequestParam String basis,
            @RequestParam String from,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        var typed = Typed.rule(kind, days, basis, from);
        try {
            var rule = typed.toRule();
            model.addAttribute("trial", inAllCompartments(() -> rules.trial(rule, by.staff())));
        } catch (Refusal refusal) {
            return again(by, typed, refusal, model, response, locale);
        }
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
        return rules.set(new Rule(kind, days, basis.strip(), from), by.staff()) ? AFTER + "set" : AFTER + "asked";
    }

    @PostMapping("/rules/requests/{request}/agreement")
    @RecentFactor
    String agree(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        rules.agree(request, by.staff());
        return AFTER + "agreed";
    }

    /** Needs no recent factor, so that a person can be quick: nothing is erased by it. */
    @PostMapping("/rules/requests/{request}/withdrawal")
    String withdraw(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        rules.withdraw(request, by.staff());
        return AFTER + "withdrawn";
    }

    @PostMapping("/holds")
    String hold(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String kind,
            @RequestParam String name,
            @RequestParam String reason,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        try {
            retention.hold(kind, name, reason, by.staff());
        } catch (Refusal refusal) {
            return again(by, Typed.hold(kind, name, reason), refusal, model, response, locale);
        }
        return AFTER + "held";
    }

    @PostMapping("/holds/{id}/lift")
    @RecentFactor
    String lift(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String reason) {
        retention.lift(id, reason, by.staff());
        return AFTER + "lifted";
    }
}
