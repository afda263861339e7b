package org.vigie.compartment;

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
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/**
 * Compartments that nobody sees into any more, for administrators, who let somebody in by two. It looks past the walls, at when such a
 * compartment was opened and at nothing else.
 */
@Controller
@AllowedTo(Role.ADMINISTRATOR)
@RequestMapping("/compartments/appointments")
class AppointmentPages {
    private static final String LIST = "redirect:/compartments/appointments";

    private final AppointmentService appointments;

    AppointmentPages(AppointmentService appointments) {
        this.appointments = appointments;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        model.addAttribute(
                "view", CurrentOrganisation.inAllCompartments(reader.org(), () -> appointments.view(reader)));
        model.addAttribute("days", CompartmentLimits.APPOINTMENT_LIFE.toDays());
        model.addAttribute("reasonMax", CompartmentLimits.REASON_CHARACTERS_MAX);
        return "compartment/appointments";
    }

    @PostMapping
    @RecentFactor
    String ask(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam UUID compartment,
            @RequestParam UUID person,
            @RequestParam String reason) {
        CurrentOrganisation.inAllCompartments(
                by.org(), () -> appointments.ask(by, new CompartmentId(compartment), person, reason));
        return LIST;
    }

    @PostMapping("/{appointment}/agreement")
    @RecentFactor
    String agree(@AuthenticationPrincipal SignedIn by, @PathVariable UUID appointment) {
        CurrentOrganisation.inAllCompartments(by.org(), () -> appointments.agree(by, appointment));
        return LIST;
    }

    @PostMapping("/{appointment}/refusal")
    String decline(@AuthenticationPrincipal SignedIn by, @PathVariable UUID appointment) {
        CurrentOrganisation.inAllCompartments(by.org(), () -> appointments.decline(by, appointment));
        return LIST;
    }
}
