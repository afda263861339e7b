package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** How the person who is signed in signs in: their passkeys, password and recovery codes. Whoever comes here has just shown who they are. */
@Controller
@RecentFactor
@AllowedTo(
        value = {Role.ADMINISTRATOR, Role.ANALYST, Role.LIST_KEEPER, Role.AUDITOR, Role.OBSERVER},
        in = {})
@RequestMapping(MySignInPages.PATH)
class MySignInPages {
    static final String PATH = "/me/sign-in";

    private static final String PAGE = "staff/my-sign-in";
    private static final String PASSWORD_PAGE = "staff/my-password";
    private static final String SHOW = "redirect:" + PATH;

    private final MySignIn mine;
    private final PasskeyService passkeys;
    private final Ceremonies ceremonies;
    private final NewSecrets secrets;
    private final Sessions sessions;
    private final FormErrors errors;

    MySignInPages(
            MySignIn mine,
            PasskeyService passkeys,
            Ceremonies ceremonies,
            NewSecrets secrets,
            Sessions sessions,
            FormErrors errors) {
        this.mine = mine;
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.secrets = secrets;
        this.sessions = sessions;
        this.errors = errors;
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "") String after, Model model) {
        model.addAttribute("mine", mine.of(person));
        model.addAttribute("after", after);
        model.addAttribute("labelMax", StaffLimits.PASSKEY_LABEL_CHARACTERS_MAX);
        return PAGE;
    }

    @PostMapping(path = "/passkeys/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String optionsForNew(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
        return ceremonies.askForNew(person.staff(), mine.nameOf(person), request);
    }

    @PostMapping("/passkeys")
    String add(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam String label,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            passkeys.add(person.staff(), ceremonies.made(person.staff(), credential, request), label);
            return SHOW + "?after=added";
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(
                    "errors", errors.at(refusal.key().contains(".label.") ? "label" : "passkey", refusal, locale));
            model.addAttribute("label", label);
            return show(person, "", model);
        }
    }

    @PostMapping("/passkeys/{id}/name")
    String rename(@AuthenticationPrincipal SignedIn person, @PathVariable UUID id, @RequestParam String label) {
        passkeys.rename(person.staff(), id, label);
        return SHOW;
    }

    @PostMapping("/passkeys/{id}/removal")
    String remove(@AuthenticationPrincipal SignedIn person, @PathVariable UUID id, HttpServletRequest request) {
        sessions.renew(passkeys.remove(person.staff(), id), request);
        return SHOW + "?after=removed";
    }

    /** Shown once; afterwards only keyed codes of them are left. */
    @PostMapping("/recovery-codes")
    String recoveryCodes(@AuthenticationPrincipal SignedIn person, Model model) {
        model.addAttribute("codes", mine.freshCodes(person));
        model.addAttribute("next", PATH);
        return "staff/recovery-codes";
    }

    @GetMapping("/password")
    String passwordForm(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
        model.addAttribute("mine", mine.of(person));
        model.addAttribute("secret", secrets.show(person.staff(), request));
        model.addAttribute("passwordMin", StaffLimits.PASSWORD_CHARACTERS_MIN);
        return PASSWORD_PAGE;
    }

    @PostMapping("/password")
    String changePassword(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam("present-password") String present,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            sessions.renew(mine.changePassword(person, present, password), request);
            return SHOW + "?after=password";
        } catch (Refusal refusal) {
            var field = refusal.key().startsWith("staff.password.") ? "password" : "present-password";
            return again(person, field, refusal, request, response, model, locale);
        }
    }

    /** A password and an authenticator, for somebody who has none or got another telephone. */
    @PostMapping("/authenticator")
    String setPassword(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam("new-password") String password,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            var secret = secrets.demandShown(person.staff(), request);
            sessions.renew(mine.setPassword(person, new NewFallback(password, secret, code)), request);
            secrets.forget(request);
            return SHOW + "?after=password";
        } catch (Refusal refusal) {
            var field = refusal.key().startsWith("staff.code.") ? "code" : "new-password";
            return again(person, field, refusal, request, response, model, locale);
        }
    }

    private String again(
            SignedIn person,
            String field,
            Refusal refusal,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("errors", errors.at(field, refusal, locale));
        return passwordForm(person, request, model);
    }
}
