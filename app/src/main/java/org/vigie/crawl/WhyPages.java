package org.vigie.crawl;

import jakarta.servlet.http.HttpServletResponse;
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
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Why an address is not fetched. The address travels in the body of a form, never in an address, and is shown defanged only. */
@Controller
@AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
@RequestMapping("/crawl/why")
class WhyPages {
    private static final String PAGE = "crawl/why";

    private final CrawlReadingService reading;
    private final MessageSource messages;

    WhyPages(CrawlReadingService reading, MessageSource messages) {
        this.reading = reading;
        this.messages = messages;
    }

    @GetMapping
    String form() {
        return PAGE;
    }

    @PostMapping
    String answer(
            @AuthenticationPrincipal SignedIn reader,
            @RequestParam(defaultValue = "") String address,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        CanonicalAddress asked;
        try {
            asked = LeadForm.address(address);
        } catch (BadAddress e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(
                    "errors", Map.of("address", messages.getMessage("crawl.bad." + e.reason(), null, locale)));
            return PAGE;
        }
        model.addAttribute("answer", reading.whereabouts(asked, AuditActor.person(reader.staff())));
        model.addAttribute("status", reading.status());
        model.addAttribute("readsItems", reader.isOneOf(Role.ANALYST));
        return PAGE;
    }
}
