package org.vigie.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.vigie.api.ProbeService;
import org.vigie.compartment.CompartmentService;
import org.vigie.compartment.GlassService;
import org.vigie.indicator.IndicatorService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.RuleService;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffLimits;
import org.vigie.staff.StaffService;

/** The dashboard: the clocks that matter, and what waits for whom. */
@Controller
@AllowedTo(
        value = {Role.ADMINISTRATOR, Role.ANALYST, Role.LIST_KEEPER, Role.AUDITOR, Role.OBSERVER},
        in = {})
class HomePages {
    private static final Duration SECONDS_UP_TO = Duration.ofMinutes(2);
    private static final Duration MINUTES_UP_TO = Duration.ofHours(2);
    private static final Duration HOURS_UP_TO = Duration.ofDays(2);

    private final IndicatorService indicators;
    private final StaffService staff;
    private final ProbeService probes;
    private final GlassService glass;
    private final RuleService rules;
    private final CompartmentService compartments;
    private final MessageSource messages;

    HomePages(
            IndicatorService indicators,
            StaffService staff,
            ProbeService probes,
            GlassService glass,
            RuleService rules,
            CompartmentService compartments,
            MessageSource messages) {
        this.indicators = indicators;
        this.staff = staff;
        this.probes = probes;
        this.glass = glass;
        this.rules = rules;
        this.compartments = compartments;
        this.messages = messages;
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn person, Model model, Locale locale) {
        model.addAttribute("recovered", staff.recoveredLately(person));
        model.addAttribute("newAdministrators", staff.newAdministrators(person));
        model.addAttribute("newFor", StaffLimits.INDEPENDENT_AFTER.toDays());
        model.addAttribute("operatorInvited", staff.operatorInvitedLately(person));
        model.addAttribute("renew", staff.mustRenewAuthenticator(person));
        model.addAttribute("figures", indicators.figures());
        boolean decides = person.isOneOf(Role.ADMINISTRATOR, Role.LIST_KEEPER);
        model.addAttribute("clientsHeld", decides ? probes.waiting() : 0);
        boolean agrees = person.isOneOf(Role.ANALYST, Role.ADMINISTRATOR);
        model.addAttribute("glassAsked", agrees ? glass.waitingFor(person) : 0);
        model.addAttribute("soonerRules", person.isOneOf(Role.ADMINISTRATOR) ? rules.sooner() : List.of());
        model.addAttribute("compartmentsAlone", compartmentsAlone(person));
        model.addAttribute("spans", new Spans(messages, locale));
        return "web/home";
    }

    /** How many, and nothing else of them: who administers need not be in any. */
    private int compartmentsAlone(SignedIn person) {
        return person.isOneOf(Role.ADMINISTRATOR)
                ? CurrentOrganisation.inAllCompartments(person.org(), compartments::withoutAnybody)
                        .size()
                : 0;
    }

    /** Durations as people read them, in the unit that needs the fewest digits. */
    record Spans(MessageSource messages, Locale locale) {
        public String text(Duration duration) {
            if (duration.compareTo(SECONDS_UP_TO) < 0) {
                return text("web.span.seconds", duration.toMillis() / 1000.0);
            }
            if (duration.compareTo(MINUTES_UP_TO) < 0) {
                return text("web.span.minutes", duration.toSeconds() / 60.0);
            }
            return duration.compareTo(HOURS_UP_TO) < 0
                    ? text("web.span.hours", duration.toMinutes() / 60.0)
                    : text("web.span.days", duration.toHours() / 24.0);
        }

        private String text(String key, double number) {
            return messages.getMessage(key, new Object[] {number}, locale);
        }
    }
}
