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
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Canaries: hashes that nobody should know. */
@Controller
@AllowedTo(
        value = Role.LIST_KEEPER,
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/canaries")
class CanaryPages {
    private final CanaryService canaries;

    CanaryPages(CanaryService canaries) {
        this.canaries = canaries;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn by, Model model) {
        model.addAttribute("canaries", canaries.all(by.staff()));
        return "api/canaries";
    }

    @PostMapping
    String make(@AuthenticationPrincipal SignedIn by, @RequestParam(defaultValue = "") String note, Model model) {
        model.addAttribute("hash", canaries.make(note, by.staff()).hex());
        return "api/canary";
    }

    @PostMapping("/{id}/withdrawal")
    String withdraw(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        canaries.withdraw(id, by.staff());
        return "redirect:/canaries";
    }
}
