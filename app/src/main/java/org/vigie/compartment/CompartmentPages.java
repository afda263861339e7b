package org.vigie.compartment;

import java.time.Clock;
import java.util.UUID;
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

/** The compartments that a person is in, who else is, and breaking the glass. */
@Controller
@AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
@RequestMapping("/compartments")
class CompartmentPages {
    private static final String LIST = "redirect:/compartments";
    private static final String ONE = "redirect:/compartments/{id}";

    private final CompartmentService compartments;
    private final GlassService glass;
    private final Clock clock;

    CompartmentPages(CompartmentService compartments, GlassService glass, Clock clock) {
        this.compartments = compartments;
        this.glass = glass;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        model.addAttribute("glass", glass.waiting(reader));
        model.addAttribute("compartments", compartments.mine());
        model.addAttribute("waiting", compartments.waitingForReview());
        model.addAttribute("nameMax", CompartmentLimits.NAME_CHARACTERS_MAX);
        model.addAttribute("reasonMax", CompartmentLimits.REASON_CHARACTERS_MAX);
        model.addAttribute("minutes", CompartmentLimits.GLASS_LIFE.toMinutes());
        model.addAttribute("agreeMinutes", CompartmentLimits.GLASS_ASKED_LIFE.toMinutes());
        return "compartment/list";
    }

    @PostMapping
    String open(@AuthenticationPrincipal SignedIn by, @RequestParam String name, @RequestParam String reason) {
        return "redirect:/compartments/" + compartments.open(by, name, reason);
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn reader, @PathVariable UUID id, Model model) {
        var view = compartments.view(new CompartmentId(id), reader);
        model.addAttribute("view", view);
        model.addAttribute("one", view.compartment());
        model.addAttribute("now", clock.instant());
        model.addAttribute("me", reader.staff());
        model.addAttribute("reasonMax", CompartmentLimits.REASON_CHARACTERS_MAX);
        return "compartment/one";
    }

    @PostMapping("/{id}/members")
    @RecentFactor
    String letIn(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam UUID person,
            @RequestParam String reason) {
        compartments.letIn(by, new CompartmentId(id), person, reason);
        return ONE;
    }

    /** Who puts themselves out sees the page no more. */
    @PostMapping("/{id}/members/{member}/end")
    @RecentFactor
    String putOut(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @PathVariable UUID member,
            @RequestParam String reason) {
        compartments.putOut(by, new CompartmentId(id), member, reason);
        return compartments.mine().stream().anyMatch(one -> one.id().value().equals(id)) ? ONE : LIST;
    }

    @PostMapping("/{id}/members/{member}/review")
    String review(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @PathVariable UUID member,
            @RequestParam String words) {
        compartments.review(by, new CompartmentId(id), member, words);
        return ONE;
    }

    @PostMapping("/{id}/closing")
    @RecentFactor
    String close(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        compartments.close(by, new CompartmentId(id));
        return ONE;
    }

    /** Looks past the wall for a person: it answers whether what they know the id of lies in a compartment. */
    @PostMapping("/glass")
    String askToBreakGlass(
            @AuthenticationPrincipal SignedIn by, @RequestParam UUID content, @RequestParam String reason) {
        if (!CurrentOrganisation.inAllCompartments(by.org(), () -> glass.ask(by, content, reason))) {
            throw new Refusal("compartment.refusal.nothing-there");
        }
        return LIST;
    }

    @PostMapping("/glass/{request}/agreement")
    @RecentFactor
    String agree(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        CurrentOrganisation.inAllCompartments(by.org(), () -> glass.agree(by, request));
        return LIST;
    }

    @PostMapping("/glass/{request}/refusal")
    String decline(@AuthenticationPrincipal SignedIn by, @PathVariable UUID request) {
        glass.decline(by, request);
        return LIST;
    }
}
