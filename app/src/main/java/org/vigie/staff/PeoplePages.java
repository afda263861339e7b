package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.organisation.OrganisationKind;

/** The organisation's people: who is in, who is invited, what each may do. */
@Controller
@AllowedTo(
        value = Role.ADMINISTRATOR,
        in = {})
@RequestMapping("/people")
class PeoplePages {
    private static final UUID FIRST = new UUID(0, 0);

    /** Whose programs may ask: the page of clients is open to these. */
    private static final Set<OrganisationKind> WITH_CLIENTS =
            Set.of(OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE);

    private final PeopleService people;
    private final ReviewService reviews;

    PeoplePages(PeopleService people, ReviewService reviews) {
        this.people = people;
        this.reviews = reviews;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID id,
            Model model) {
        var found = people.page(after, id);
        boolean more = found.size() > StaffLimits.PEOPLE_ON_A_PAGE;
        var shown = more ? found.subList(0, StaffLimits.PEOPLE_ON_A_PAGE) : found;
        model.addAttribute("people", shown);
        model.addAttribute("roles", people.possibleRoles());
        model.addAttribute("due", reviews.due());
        var kind = people.kind();
        model.addAttribute("hotline", kind == OrganisationKind.HOTLINE);
        model.addAttribute("clients", WITH_CLIENTS.contains(kind));
        model.addAttribute("next", more ? next(shown) : null);
        model.addAttribute("first", after.isEmpty() && id.equals(FIRST));
        return "staff/people";
    }

    @PostMapping
    @RecentFactor
    String invite(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String name,
            @RequestParam(defaultValue = "") Set<Role> role,
            HttpServletRequest request,
            Model model) {
        return showLink(people.invite(by, name, role), request, model);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        model.addAttribute("one", people.get(id));
        model.addAttribute("roles", people.possibleRoles());
        return "staff/person";
    }

    @PostMapping("/{id}/roles")
    @RecentFactor
    String giveRoles(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") Set<Role> role) {
        people.giveRoles(by, id, role);
        return "redirect:/people/{id}";
    }

    @PostMapping("/{id}/blocking")
    @RecentFactor
    String block(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        people.block(by, id);
        return "redirect:/people/{id}";
    }

    @PostMapping("/{id}/unblocking")
    @RecentFactor
    String unblock(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        people.unblock(by, id);
        return "redirect:/people/{id}";
    }

    @PostMapping("/{id}/invitation")
    @RecentFactor
    String inviteAgain(
            @AuthenticationPrincipal SignedIn by, @PathVariable UUID id, HttpServletRequest request, Model model) {
        return showLink(people.inviteAgain(by, id), request, model);
    }

    /** Shown once; afterwards only its hash is left. */
    private static String showLink(String token, HttpServletRequest request, Model model) {
        model.addAttribute(
                "link",
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path("/enrolment/{token}")
                        .buildAndExpand(token)
                        .toUriString());
        model.addAttribute("days", StaffLimits.ENROLMENT_LINK_LIFE.toDays());
        return "staff/invited";
    }

    private static String next(List<Person> shown) {
        var last = shown.getLast();
        return UriComponentsBuilder.fromPath("/people")
                .queryParam("after", "{name}")
                .queryParam("id", "{id}")
                .encode()
                .buildAndExpand(last.name(), last.id())
                .toUriString();
    }
}
