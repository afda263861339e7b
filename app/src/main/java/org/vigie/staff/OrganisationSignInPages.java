package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.vigie.staff.oidc.OidcClient;
import org.vigie.staff.oidc.OidcRefused;

/** Where an administrator names the identity service of the organisation. */
@Controller
@AllowedTo(
        value = Role.ADMINISTRATOR,
        in = {})
@RequestMapping("/people/organisation-sign-in")
class OrganisationSignInPages {
    private final OrganisationSignInService service;
    private final OidcClient client;

    OrganisationSignInPages(OrganisationSignInService service, OidcClient client) {
        this.service = service;
        this.client = client;
    }

    @GetMapping
    String form(HttpServletRequest request, Model model) {
        model.addAttribute("service", service.get().orElse(new OrganisationSignIn("", "", "")));
        model.addAttribute("isSet", service.get().isPresent());
        model.addAttribute(
                "back",
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path(OutsideSignIn.BACK)
                        .toUriString());
        return "staff/organisation-sign-in";
    }

    /** Kept only if the service answers now: a mistyped address would lock people out later. */
    @PostMapping
    @RecentFactor
    String save(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String code,
            @RequestParam String issuer,
            @RequestParam String client,
            @RequestParam String secret) {
        var asked = new OrganisationSignIn(code, issuer, client).tidy();
        service.demandFit(asked, secret);
        try {
            this.client.check(asked.issuer());
        } catch (OidcRefused refused) {
            throw OutsideSignIn.refusal(refused.reason());
        }
        service.save(by, asked, secret);
        return "redirect:/people/organisation-sign-in";
    }

    @PostMapping("/removal")
    @RecentFactor
    String remove(@AuthenticationPrincipal SignedIn by) {
        service.remove(by);
        return "redirect:/people/organisation-sign-in";
    }
}
