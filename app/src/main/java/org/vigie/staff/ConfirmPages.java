package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Asks a signed-in person for a factor again, before an act that needs a recent one ({@link RecentFactor}).
 *
 * <p>Takes a passkey or a code of the authenticator; each ends in
 * {@link Sessions#proven(SignedIn, Factor, HttpServletRequest)}.
 */
@Controller
@AllowedTo(
        value = {Role.ADMINISTRATOR, Role.ANALYST, Role.LIST_KEEPER, Role.AUDITOR, Role.OBSERVER},
        in = {})
@RequestMapping(ConfirmPages.PATH)
public class ConfirmPages {
    static final String PATH = "/confirm-it-is-you";

    private static final String PAGE = "staff/confirm";

    /** A path of this server, with a query perhaps: no second slash at its beginning, nothing that a browser reads as a host. */
    private static final Pattern LOCAL = Pattern.compile("/(?!/)[A-Za-z0-9._~%!$&'()*+,;=:@/?-]{0,500}");

    private final SignIn signIn;
    private final PeopleService people;
    private final OutsideSignIn outside;
    private final Ceremonies ceremonies;
    private final Sessions sessions;
    private final MessageSource messages;
    private final ApplicationEventPublisher events;

    ConfirmPages(
            SignIn signIn,
            PeopleService people,
            OutsideSignIn outside,
            Ceremonies ceremonies,
            Sessions sessions,
            MessageSource messages,
            ApplicationEventPublisher events) {
        this.signIn = signIn;
        this.people = people;
        this.outside = outside;
        this.ceremonies = ceremonies;
        this.sessions = sessions;
        this.messages = messages;
        this.events = events;
    }

    /**
     * Where a person is sent to confirm.
     *
     * @param then the path of this server that is shown afterwards
     */
    public static String path(String then) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParam("then", "{then}")
                .encode()
                .buildAndExpand(then)
                .toUriString();
    }

    @GetMapping
    String form(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "/") String then, Model model) {
        show(person, then, model);
        return PAGE;
    }

    @PostMapping
    String confirm(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam String code,
            @RequestParam(defaultValue = "/") String then,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            if (signIn.confirms(person, code)) {
                sessions.proven(person, Factor.PASSWORD_AND_CODE, request);
                return "redirect:" + local(then);
            }
            refuse("code", HttpStatus.UNPROCESSABLE_CONTENT, new Refusal("staff.code.wrong"), response, model, locale);
        } catch (Refusal tooOften) {
            refuse("code", HttpStatus.TOO_MANY_REQUESTS, tooOften, response, model, locale);
        }
        show(person, then, model);
        return PAGE;
    }

    /** The question for one of the person's own passkeys. */
    @PostMapping(path = "/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
        return ceremonies.ask(person, request);
    }

    @PostMapping("/passkey")
    String passkey(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "/") String then,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            if (ceremonies.confirms(person, credential, request)) {
                sessions.proven(person, Factor.PASSKEY, request);
                return "redirect:" + local(then);
            }
            refuse(
                    "passkey",
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    new Refusal("staff.passkey.wrong"),
                    response,
                    model,
                    locale);
        } catch (Refusal tooOften) {
            refuse("passkey", HttpStatus.TOO_MANY_REQUESTS, tooOften, response, model, locale);
        }
        show(person, then, model);
        return PAGE;
    }

    /** The link is not shown here: that it is opened shows that the guest still sees the terminal of the demo. */
    @PostMapping("/link")
    String link(@AuthenticationPrincipal SignedIn person) {
        if (people.isGuest(person.staff())) {
            events.publishEvent(new GuestAskedForLink(person.org()));
        }
        return "redirect:" + PATH;
    }

    private void show(SignedIn person, String then, Model model) {
        model.addAttribute("then", local(then));
        model.addAttribute("minutes", StaffLimits.FACTOR_RECENT.toMinutes());
        model.addAttribute("guest", people.isGuest(person.staff()));
        model.addAttribute("outside", outside.isOfferedTo(person));
        model.addAttribute("passkey", ceremonies.has(person));
        model.addAttribute("code", signIn.mayConfirmWithCode(person));
        model.addAttribute("renew", signIn.mustRenew(person));
    }

    private void refuse(
            String field,
            HttpStatus status,
            Refusal refusal,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        response.setStatus(status.value());
        model.addAttribute(
                "errors",
                Map.of(
                        field,
                        messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale)));
    }

    /** The path, if it is one of this server; else the first page. */
    static String local(String then) {
        return LOCAL.matcher(then).matches() ? then : "/";
    }
}
