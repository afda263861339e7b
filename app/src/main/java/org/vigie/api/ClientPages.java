package org.vigie.api;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The organisation's API clients: which there are, one more, one less, and how each shows who it is. */
@Controller
@AllowedTo(
        value = Role.ADMINISTRATOR,
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/people/clients")
class ClientPages {
    private final ClientService clients;
    private final ClientKeyService keys;
    private final ClientHostService hosts;

    ClientPages(ClientService clients, ClientKeyService keys, ClientHostService hosts) {
        this.clients = clients;
        this.keys = keys;
        this.hosts = hosts;
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
            @RequestParam(defaultValue = "false") boolean inside) {
        var created =
                clients.create(name, inside ? Circle.INSIDE : Circle.OUTSIDE, quota, AuditActor.person(by.staff()));
        return page(created.id());
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        model.addAttribute("client", clients.require(id));
        model.addAttribute("keys", keys.of(id));
        model.addAttribute("hosts", hosts.of(id));
        model.addAttribute("daysMax", ApiLimits.TOKEN_DAYS_MAX);
        return "api/client";
    }

    @PostMapping("/{id}/keys")
    @RecentFactor
    String addKey(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String jwk) {
        keys.add(id, jwk, AuditActor.person(by.staff()));
        return page(id);
    }

    /** A page tells of one client; a key of another one is not there, so that nobody ends what they did not look at. */
    @PostMapping("/{id}/keys/{key}/revocation")
    String revokeKey(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @PathVariable UUID key) {
        if (!keys.isOf(id, key)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        keys.revoke(key, AuditActor.person(by.staff()));
        return page(id);
    }

    @PostMapping("/{id}/networks")
    @RecentFactor
    String networks(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String networks) {
        clients.setNetworks(id, networks, AuditActor.person(by.staff()));
        return page(id);
    }

    @PostMapping("/{id}/hosts")
    @RecentFactor
    String addHost(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String host) {
        hosts.add(id, host, AuditActor.person(by.staff()));
        return page(id);
    }

    @PostMapping("/{id}/hosts/{host}/removal")
    String removeHost(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @PathVariable UUID host) {
        hosts.remove(id, host, AuditActor.person(by.staff()));
        return page(id);
    }

    @PostMapping("/{id}/token")
    @RecentFactor
    String giveToken(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam int days, Model model) {
        model.addAttribute("token", clients.giveToken(id, days, AuditActor.person(by.staff())));
        model.addAttribute("client", clients.require(id));
        return "api/created";
    }

    @PostMapping("/{id}/token/end")
    String endTokens(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        clients.endTokens(id, AuditActor.person(by.staff()));
        return page(id);
    }

    @PostMapping("/{id}/revocation")
    @RecentFactor
    String revoke(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        clients.revoke(id, AuditActor.person(by.staff()));
        return "redirect:/people/clients";
    }

    private static String page(UUID id) {
        return "redirect:/people/clients/" + id;
    }
}
