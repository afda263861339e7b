package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where a person is signed in, and the end of it: their own sessions for everybody, a colleague's for administrators. */
@Controller
@AllowedTo(
        value = {Role.ADMINISTRATOR, Role.ANALYST, Role.LIST_KEEPER, Role.AUDITOR, Role.OBSERVER},
        in = {})
class SessionPages {
    private static final String MINE = "redirect:/sessions";

    private final SessionService service;
    private final PeopleService people;
    private final Sessions sessions;

    SessionPages(SessionService service, PeopleService people, Sessions sessions) {
        this.service = service;
        this.people = people;
        this.sessions = sessions;
    }

    @GetMapping("/sessions")
    String mine(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
        model.addAttribute("sessions", service.mine(person));
        model.addAttribute("current", current(request));
        model.addAttribute("hours", StaffLimits.SESSION_MAX.toHours());
        model.addAttribute("minutes", StaffLimits.SESSION_REST_MAX.toMinutes());
        return "staff/sessions";
    }

    /** Needs no recent factor: whoever sees a session that is not theirs should be rid of it with one button. */
    @PostMapping("/sessions/{id}/end")
    String endOne(@AuthenticationPrincipal SignedIn person, @PathVariable UUID id, HttpServletRequest request) {
        service.endOne(person, id);
        if (id.equals(current(request))) {
            sessions.end(request);
            return "redirect:/sign-in";
        }
        return MINE;
    }

    @PostMapping("/sessions/others/end")
    String endOthers(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
        sessions.renew(service.endOthers(person, current(request)), request);
        return MINE;
    }

    @GetMapping("/people/{id}/sessions")
    @AllowedTo(
            value = Role.ADMINISTRATOR,
            in = {})
    String ofPerson(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, Model model) {
        model.addAttribute("sessions", service.read(by, id));
        model.addAttribute("one", people.get(id));
        return "staff/person-sessions";
    }

    @PostMapping("/people/{id}/sessions/end")
    @AllowedTo(
            value = Role.ADMINISTRATOR,
            in = {})
    @RecentFactor
    String endAll(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id) {
        service.endAll(by, id);
        return "redirect:/people/{id}/sessions";
    }

    private static UUID current(HttpServletRequest request) {
        return Sessions.live(request).map(OpenSession::id).orElse(new UUID(0, 0));
    }
}
