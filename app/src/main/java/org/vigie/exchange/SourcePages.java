package org.vigie.exchange;

import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Where the lists come from, and how that goes. Those who keep lists stop a source, let it go on, and ask it at once. */
@Controller
@AllowedTo(
        value = {Role.LIST_KEEPER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR},
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/sources")
class SourcePages {
    private static final String PAGE = "redirect:/sources";

    private final SourceReadingService reading;
    private final ExchangeService sources;
    private final ExchangeSettings settings;

    SourcePages(SourceReadingService reading, ExchangeService sources, ExchangeSettings settings) {
        this.reading = reading;
        this.sources = sources;
        this.settings = settings;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn person, Model model) {
        List<SourceLine> lines = reading.lines();
        model.addAttribute(
                "fed", lines.stream().filter(line -> line.source() != null).toList());
        model.addAttribute(
                "files", lines.stream().filter(line -> line.source() == null).toList());
        model.addAttribute("every", settings.every().toMinutes());
        model.addAttribute("keeper", person.isOneOf(Role.LIST_KEEPER));
        return "exchange/sources";
    }

    @PostMapping("/{id}/stop")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String stop(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        sources.stop(new SourceId(id), AuditActor.person(by.staff()));
        return PAGE;
    }

    @PostMapping("/{id}/start")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String start(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        sources.start(new SourceId(id), AuditActor.person(by.staff()));
        return PAGE;
    }

    @PostMapping("/{id}/now")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String now(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        sources.now(new SourceId(id), AuditActor.person(by.staff()));
        return PAGE;
    }
}
