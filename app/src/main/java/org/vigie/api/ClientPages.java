package org.vigie.api;

import java.util.List;
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
    private static final List<String> REQUEST_COLUMNS =
            List.of("api.request.what", "api.request.asked", "api.request.state", "api.request.do");

    private final ClientService clients;
    private final ClientKeyService keys;
    private final ClientRequestService requests;
    private final ClientHostService hosts;

    ClientPages(ClientService clients, ClientKeyService keys, ClientRequestService requests, ClientHostService hosts) {
        this.clients = clients;
        this.keys = keys;
        this.requests = requests;
        this.hosts = hosts;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        List<UUID> waiting = requests.waitingFor(reader);
        List<ApiClient> all = clients.all();
        model.addAttribute("clients", all);
        model.addAttribute(
                "waiting",
                all.stream().filter(client -> waiting.contains(client.id())).toList());
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
        var created = clients.create(name, Circle.OUTSIDE, quota, AuditActor.person(by.staff()));
        if (inside) {
            requests.askInside(by, created.id());
        }
        return page(created.id());
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn reader, @PathVariable UUID id, Model model) {
        model.addAttribute("client", clients.require(id));
        model.addAttribute("requests", requests.of(id, reader));
        model.addAttribute("requestColumns", REQUEST_COLUMNS);
        model.addAttribute("requestDays", ApiLimits.REQUEST_LIFE.toDays());
        model.addAttribute("madeWithinHours", ApiLimits.TOKEN_MADE_WITHIN.toHours());
        model.addAttribute("keys", keys.of(id));
        model.addAttribute("hosts", hosts.of(id));
        model.addAttribute("daysMax", ApiLimits.TOKEN_DAYS_MAX);
        return "api/client";
    }

    @PostMapping("/{id}/keys")
    @RecentFactor
    String addKey(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String jwk) {
        requests.addKey(by, id, jwk);
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
        requests.setNetworks(by, id, networks);
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
    String askToken(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam int days) {
        requests.askToken(by, id, days);
        return page(id);
    }

    @PostMapping("/{id}/inside")
    @RecentFactor
    String askInside(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        requests.askInside(by, id);
        return page(id);
    }

    @PostMapping("/{id}/requests/{request}/agreement")
    @RecentFactor
    String agree(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @PathVariable UUID request) {
        requests.agree(by, id, request);
        return page(id);
    }

    @PostMapping("/{id}/requests/{request}/refusal")
    String decline(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @PathVariable UUID request) {
        requests.decline(by, id, request);
        return page(id);
    }

    @PostMapping("/{id}/requests/{request}/token")
    @RecentFactor
    String takeToken(
            @AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @PathVariable UUID request, Model model) {
        model.addAttribute("token", requests.takeToken(by, id, request));
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
