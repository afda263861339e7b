package org.vigie.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** What came through the public door, for the staff. The list opens nothing; one report opened is one line of the audit log. */
@Controller
@AllowedTo(Role.ANALYST)
@RequestMapping("/reports")
class ReportPages {
    private final IntakeService intake;
    private final TipReading tips;
    private final CompartmentOfReports walls;
    private final CompartmentService compartments;

    ReportPages(IntakeService intake, TipReading tips, CompartmentOfReports walls, CompartmentService compartments) {
        this.intake = intake;
        this.tips = tips;
        this.walls = walls;
        this.compartments = compartments;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long below, Model model) {
        var found = intake.page(below);
        boolean more = found.size() > IntakeLimits.REPORTS_ON_A_PAGE;
        var shown = more ? found.subList(0, IntakeLimits.REPORTS_ON_A_PAGE) : found;
        model.addAttribute("reports", shown);
        model.addAttribute("next", more ? "/reports?below=" + shown.getLast().number() : null);
        return "intake/reports";
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, Model model) {
        model.addAttribute("opened", tips.open(by, id));
        model.addAttribute("compartments", compartments.open());
        var lies = walls.of(id);
        model.addAttribute("compartment", lies.map(CompartmentId::value).orElse(null));
        model.addAttribute("mayMove", compartments.mayMove(lies, by));
        return "intake/report-one";
    }

    @PostMapping("/{id}/compartment")
    @RecentFactor
    String move(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID compartment) {
        walls.move(by, id, compartment == null ? null : new CompartmentId(compartment));
        return "redirect:/reports/{id}";
    }

    /** Who may begin a crawl may have a report fetched; the page of the report stays the analyst's. */
    @PostMapping("/{id}/fetch")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String fetch(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        intake.fetchNow(by, id);
        return by.isOneOf(Role.ANALYST) ? "redirect:/reports/{id}" : "redirect:/crawl";
    }

    /** One that waits: before all others. */
    @PostMapping("/{id}/fetch-first")
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String fetchFirst(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        intake.fetchFirst(by, id);
        return by.isOneOf(Role.ANALYST) ? "redirect:/reports/{id}" : "redirect:/crawl";
    }
}
