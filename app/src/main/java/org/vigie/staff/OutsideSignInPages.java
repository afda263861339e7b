package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.oidc.OidcRefused.Reason;

/**
 * Sign-in by the identity service of one's organisation. A form never leads to the service by itself, which the content policy
 * forbids: the person follows a link that names the host they are sent to.
 */
@Controller
@OpenToAll
class OutsideSignInPages {
    private static final String CODE_PAGE = "staff/outside";
    private static final String LEAVING_PAGE = "staff/outside-leaving";

    private final OutsideSignIn outside;
    private final OrganisationSignInService service;
    private final Sessions sessions;

    OutsideSignInPages(OutsideSignIn outside, OrganisationSignInService service, Sessions sessions) {
        this.outside = outside;
        this.service = service;
        this.sessions = sessions;
    }

    @GetMapping("/sign-in/organisation")
    String form() {
        return CODE_PAGE;
    }

    @PostMapping("/sign-in/organisation")
    String enter(@RequestParam String organisation, HttpServletRequest request, Model model) {
        return leaving(outside.enter(organisation, request), model);
    }

    @PostMapping("/enrolment/{token}/organisation")
    String enrol(@PathVariable String token, HttpServletRequest request, Model model) {
        return leaving(outside.enrol(token, request), model);
    }

    @PostMapping(ConfirmPages.PATH + "/organisation")
    @AllowedTo(
            value = {Role.ADMINISTRATOR, Role.ANALYST, Role.LIST_KEEPER, Role.AUDITOR, Role.OBSERVER},
            in = {})
    String confirm(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "/") String then,
            HttpServletRequest request,
            Model model) {
        return leaving(outside.confirm(person, ConfirmPages.local(then), request), model);
    }

    /**
     * Where the service sends people. Their browser comes from another site and so brings no session cookie (it is
     * {@code SameSite=Strict}); from this page, which is ours, it goes on by itself with the cookie.
     */
    @GetMapping(OutsideSignIn.BACK)
    String arrived(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String iss,
            HttpServletResponse response,
            Model model) {
        if (state.isEmpty()) {
            throw OutsideSignIn.refusal(Reason.NOT_AWAITED);
        }
        var next = UriComponentsBuilder.fromPath(OutsideSignIn.BACK + "/taken")
                .queryParam("state", "{state}")
                .queryParam("code", "{code}")
                .queryParam("iss", "{iss}")
                .encode()
                .buildAndExpand(state, code, iss)
                .toUriString();
        response.setHeader("Refresh", "0; url=" + next);
        model.addAttribute("next", next);
        return "staff/outside-arrived";
    }

    /** A GET that signs in: the state that it must bring is known to this browser alone, and counts once. */
    @GetMapping(OutsideSignIn.BACK + "/taken")
    String taken(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String iss,
            HttpServletRequest request,
            HttpServletResponse response) {
        var answer = outside.back(state, code, iss, request);
        return switch (answer.aim()) {
            case OutsideSignIn.Aim.Enter _ -> {
                var person = CurrentOrganisation.as(answer.org(), () -> service.enter(answer.identity()))
                        .orElseThrow(() -> OutsideSignIn.refusal(Reason.NOBODY));
                answer.wasRight();
                sessions.open(person, Factor.OIDC, answer.identity().provenAt(), request, response);
                yield "redirect:/";
            }
            case OutsideSignIn.Aim.Enrol(var link) -> {
                CurrentOrganisation.as(answer.org(), () -> service.enrol(link, answer.identity()));
                answer.wasRight();
                yield "redirect:/sign-in/organisation";
            }
            case OutsideSignIn.Aim.Confirm(var person, var then) -> {
                if (!CurrentOrganisation.as(person.org(), () -> service.confirms(person.staff(), answer.identity()))) {
                    throw OutsideSignIn.refusal(Reason.NOBODY);
                }
                sessions.proven(person, Factor.OIDC, request);
                yield "redirect:" + then;
            }
        };
    }

    private static String leaving(URI address, Model model) {
        model.addAttribute("address", address.toString());
        model.addAttribute("host", address.getHost());
        return LEAVING_PAGE;
    }
}
