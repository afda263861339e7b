package org.vigie.api;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.audit.AuditActor;
import org.vigie.core.probe.ProbeLimits;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Clients whose questions look like probing, for the people who decide whether they are. */
@Controller
@AllowedTo(
        value = {Role.ADMINISTRATOR, Role.LIST_KEEPER},
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/client-holds")
class HoldPages {
    private static final String PAGE = "redirect:/client-holds";

    private final ProbeService probes;

    HoldPages(ProbeService probes) {
        this.probes = probes;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("holds", probes.holds(AuditActor.person(by.staff())));
        model.addAttribute("bits", ProbeLimits.NEAR_BITS);
        return "api/holds";
    }

    @PostMapping("/{id}/lifting")
    @RecentFactor
    String lift(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean sequences) {
        probes.lift(id, sequences, reason, by.staff());
        return PAGE;
    }

    @PostMapping("/{id}/suspension")
    String suspend(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason) {
        probes.suspend(id, reason, by.staff());
        return PAGE;
    }
}
