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
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The organisation's API clients: which there are, one more, one less. */
@Controller
@AllowedTo(
        value = Role.ADMINISTRATOR,
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/people/clients")
class ClientPages {
    private final ClientService clients;

    ClientPages(ClientService clients) {
        this.clients = clients;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("clients", clients.all());
        model.addAttribute("quota", ApiLimits.DAILY_QUOTA_DEFAULT);
        return "api/clients";
    }

    @PostMapping
    @RecentFactor
    String create(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String name,
            @RequestParam(defaultValue = "" + ApiLimits.DAILY_QUOTA_DEFAULT) int quota,
            @RequestParam(defaultValue = "false") boolean inside,
            Model model) {
        var created =
                clients.create(name, inside ? Circle.INSIDE : Circle.OUTSIDE, quota, AuditActor.person(by.staff()));
        model.addAttribute("token", created.token());
        return "api/created";
    }

    @PostMapping("/{id}/revocation")
    @RecentFactor
    String revoke(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        clients.revoke(id, AuditActor.person(by.staff()));
        return "redirect:/people/clients";
    }
}
