package org.vigie.crawl;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.audit.AuditActor;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Beginning a lead by hand. */
@Controller
@AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
@RequestMapping("/crawl/new")
class LeadPages {
    private static final String FORM = "crawl/new";

    private final CrawlService crawl;
    private final MessageSource messages;

    LeadPages(CrawlService crawl, MessageSource messages) {
        this.crawl = crawl;
        this.messages = messages;
    }

    @GetMapping
    String form(Model model) {
        show(model, LeadForm.fresh());
        return FORM;
    }

    @PostMapping
    String begin(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam(defaultValue = "") String seeds,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String depth,
            @RequestParam(defaultValue = "") String budget,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var form = new LeadForm(seeds, scope, depth, budget);
        Map<String, Refusal> faults = form.faults();
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            show(model, form);
            model.addAttribute("errors", texts(faults, locale));
            return FORM;
        }
        LeadId lead = crawl.start(form.lead(by.org()), AuditActor.person(by.staff()));
        return "redirect:/crawl/" + lead;
    }

    private Map<String, String> texts(Map<String, Refusal> faults, Locale locale) {
        Map<String, String> texts = new LinkedHashMap<>();
        faults.forEach((field, fault) -> texts.put(
                field, messages.getMessage(fault.key(), fault.arguments().toArray(), locale)));
        return texts;
    }

    private static void show(Model model, LeadForm form) {
        model.addAttribute("form", form);
        model.addAttribute("scopes", Scope.values());
        model.addAttribute("seedsMax", CrawlLimits.SEEDS_MAX.value());
        model.addAttribute("depthMax", CrawlLimits.DEPTH_MAX.value());
        model.addAttribute("budgetMax", CrawlLimits.BUDGET_BY_HAND_MAX.value());
    }
}
