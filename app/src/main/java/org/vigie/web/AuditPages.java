package org.vigie.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditProofService;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.audit.CosignatureService;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/** The audit log, newest first. It stands here and not beside the log, because everything rests on the log and it on nothing. */
@Controller
@AllowedTo(
        value = {Role.AUDITOR, Role.ADMINISTRATOR},
        in = {})
class AuditPages {
    private final AuditReadService audit;
    private final AuditProofService proofs;
    private final CosignatureService cosignatures;
    private final StaffService staff;

    AuditPages(AuditReadService audit, AuditProofService proofs, CosignatureService cosignatures, StaffService staff) {
        this.audit = audit;
        this.proofs = proofs;
        this.cosignatures = cosignatures;
        this.staff = staff;
    }

    @GetMapping("/audit")
    String list(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            Model model) {
        var found =
                audit.read(new AuditQuestion(act.strip(), subject.strip(), below), AuditActor.person(person.staff()));
        boolean more = found.size() > AuditReadService.LINES_ON_A_PAGE;
        var shown = more ? found.subList(0, AuditReadService.LINES_ON_A_PAGE) : found;
        model.addAttribute("lines", shown);
        model.addAttribute("names", names(shown));
        model.addAttribute("act", act);
        model.addAttribute("subject", subject);
        model.addAttribute("head", audit.head().orElse(null));
        model.addAttribute("cosignatures", cosignatures.newest());
        model.addAttribute("conflict", audit.conflict().orElse(null));
        model.addAttribute("mayProve", person.isOneOf(Role.AUDITOR));
        model.addAttribute("next", more ? next(act, subject, shown) : null);
        return "web/audit";
    }

    /** A file that shows anybody that the entry is in the log, and what it says. */
    @GetMapping("/audit/{entry}/proof")
    @RecentFactor
    @AllowedTo(
            value = Role.AUDITOR,
            in = {})
    ResponseEntity<String> proof(@AuthenticationPrincipal SignedIn person, @PathVariable long entry) {
        var proof = proofs.ofEntry(entry, AuditActor.person(person.staff()))
                .orElseThrow(() -> new Refusal("web.audit.proof.none"));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("entry-%d.tlog-proof".formatted(entry))
                                .build()
                                .toString())
                .body(proof.text());
    }

    private Map<String, String> names(List<AuditLine> lines) {
        var people = lines.stream()
                .filter(line -> line.actor().kind().equals("person"))
                .map(line -> UUID.fromString(line.actor().id()))
                .collect(Collectors.toSet());
        return staff.names(people);
    }

    private static @Nullable String next(String act, String subject, List<AuditLine> shown) {
        return UriComponentsBuilder.fromPath("/audit")
                .queryParam("act", "{act}")
                .queryParam("subject", "{subject}")
                .queryParam("below", shown.getLast().id())
                .encode()
                .buildAndExpand(act, subject)
                .toUriString();
    }
}
