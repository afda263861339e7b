package org.vigie.staff;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The leavers' review, and the invitations that wait. */
@Controller
@AllowedTo(
        value = Role.ADMINISTRATOR,
        in = {})
@RequestMapping("/people")
class ReviewPages {
    private final ReviewService service;

    ReviewPages(ReviewService service) {
        this.service = service;
    }

    @GetMapping("/review")
    String review(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("people", service.read(by));
        model.addAttribute("due", service.due());
        model.addAttribute("days", StaffLimits.REVIEW_EVERY.toDays());
        model.addAttribute("max", StaffLimits.REVIEW_PEOPLE_MAX);
        model.addAttribute("self", by.staff());
        return "staff/review";
    }

    @PostMapping("/{id}/still-here")
    String stillHere(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        service.stillHere(by, id);
        return "redirect:/people/review";
    }

    @PostMapping("/{id}/leaving")
    @RecentFactor
    String left(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        service.left(by, id);
        return "redirect:/people/review";
    }

    @GetMapping("/invitations")
    String invitations(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("invitations", service.invitations(by));
        return "staff/invitations";
    }

    @PostMapping("/{id}/invitation/withdrawal")
    @RecentFactor
    String withdraw(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        service.withdraw(by, id);
        return "redirect:/people/invitations";
    }
}
