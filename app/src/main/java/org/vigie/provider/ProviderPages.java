package org.vigie.provider;

import java.io.IOException;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.vigie.audit.AuditActor;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The table of providers: who runs what, and which desk waits for approval. */
@Controller
@RequestMapping("/providers")
class ProviderPages {
    private static final String BACK = "redirect:/providers";

    private final ProviderService providers;

    ProviderPages(ProviderService providers) {
        this.providers = providers;
    }

    /** What the form sends; absent boxes are unticked. */
    record Form(String provider, String host, String email, String language) {
        /** Without what was typed. */
        @Override
        public String toString() {
            return "Form";
        }
    }

    @GetMapping
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR})
    String list(@RequestParam(defaultValue = "") String after, @AuthenticationPrincipal SignedIn person, Model model) {
        var rows = providers.page(after, AuditActor.person(person.staff()));
        model.addAttribute("rows", rows);
        boolean full = rows.stream().map(ProviderRow::name).distinct().count() >= ProviderLimits.PAGE_ROWS;
        model.addAttribute("next", full ? rows.getLast().name() : null);
        return "provider/list";
    }

    @PostMapping
    @AllowedTo({Role.ANALYST, Role.ADMINISTRATOR})
    String add(Form form, @AuthenticationPrincipal SignedIn person) {
        providers.add(
                new ProviderLine.Raw(form.provider(), form.host(), form.email(), form.language(), "", ""),
                AuditActor.person(person.staff()),
                person.isOneOf(Role.ADMINISTRATOR));
        return BACK;
    }

    @PostMapping("/file")
    @RecentFactor
    @AllowedTo(Role.ADMINISTRATOR)
    String load(@RequestParam("file") MultipartFile file, @AuthenticationPrincipal SignedIn person, Model model)
            throws IOException {
        if (file.isEmpty()) {
            throw new Refusal("provider.refused.empty");
        }
        try (var csv = file.getInputStream()) {
            model.addAttribute(
                    "report",
                    providers.importCsv(csv, "file", ContactTrust.NEEDS_APPROVAL, AuditActor.person(person.staff())));
        }
        return "provider/report";
    }

    @PostMapping("/contacts/{id}/approval")
    @RecentFactor
    @AllowedTo(Role.ADMINISTRATOR)
    String approve(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person) {
        providers.approve(new ContactId(id), AuditActor.person(person.staff()));
        return BACK;
    }

    @PostMapping("/{id}/marks")
    @AllowedTo(Role.ADMINISTRATOR)
    String mark(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean policeHold,
            @RequestParam(defaultValue = "false") boolean nonDisclosure,
            @AuthenticationPrincipal SignedIn person) {
        providers.mark(id, policeHold, nonDisclosure, AuditActor.person(person.staff()));
        return BACK;
    }
}
