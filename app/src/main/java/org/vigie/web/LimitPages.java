package org.vigie.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.vigie.limit.LimitService;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;

/** The table of limits of rate as it stands here, and how much each is used: counts only, of nobody. */
@Controller
@AllowedTo(Role.ADMINISTRATOR)
class LimitPages {
    private final LimitService limits;

    LimitPages(LimitService limits) {
        this.limits = limits;
    }

    @GetMapping("/limits")
    String list(Model model) {
        model.addAttribute("pressures", limits.pressures());
        return "web/limits";
    }
}
