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
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The compartments that a person is in, who else is, and breaking the glass. */
@Controller
@AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
@RequestMapping("/compartments")
class CompartmentPages {
    private static final String ONE = "redirect:/compartments/{id}";

    private final CompartmentService compartments;
    private final Clock clock;

    CompartmentPages(CompartmentService compartments, Clock clock) {
        this.compartments = compartments;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("compartments", compartments.mine());
        model.addAttribute("waiting", compartments.waitingForReview());
        model.addAttribute("nameMax", CompartmentLimits.NAME_CHARACTERS_MAX);
        model.addAttribute("reasonMax", CompartmentLimits.REASON_CHARACTERS_MAX);
        model.addAttribute("minutes", CompartmentLimits.GLASS_LIFE.toMinutes());
        return "compartment/list";
    }

    @PostMapping
    String open(@AuthenticationPrincipal SignedIn by, @RequestParam String name, @RequestParam String reason) {
        return "redirect:/compartments/" + compartments.open(by, name, reason);
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn reader, @PathVariable UUID id, Model model) {
        var view = compartments.view(new CompartmentId(id), AuditActor.person(reader.staff()));
        model.addAttribute("view", view);
        model.addAttribute("one", view.compartment());
        model.addAttribute("now", clock.instant());
        model.addAttribute("me", reader.staff());
        model.addAttribute("reasonMax", CompartmentLimits.REASON_CHARACTERS_MAX);
        return "compartment/one";
    }

    @PostMapping("/{id}/members")
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
    String putOut(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @PathVariable UUID member,
            @RequestParam String reason) {
        compartments.putOut(by, new CompartmentId(id), member, reason);
        return compartments.mine().stream().anyMatch(one -> one.id().value().equals(id))
                ? ONE
                : "redirect:/compartments";
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
    String close(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        compartments.close(by, new CompartmentId(id));
        return ONE;
    }

    /** The one page that looks past the wall for a person: it answers with the compartment of what they know the id of. */
    @PostMapping("/glass")
    String breakGlass(@AuthenticationPrincipal SignedIn by, @RequestParam UUID content, @RequestParam String reason) {
        var found = CurrentOrganisation.inAllCompartments(by.org(), () -> compartments.breakGlass(by, content, reason));
        return "redirect:/compartments/" + found.orElseThrow(() -> new Refusal("compartment.refusal.nothing-there"));
    }
}
