package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.vigie.organisation.CurrentOrganisation;

/**
 * The way back in for somebody who lost a passkey or an authenticator: a recovery code, and the password where there is one.
 * It leads to one page only, on which a new passkey or a new password with authenticator is set up; then the person is signed in.
 */
@Controller
@OpenToAll
@RequestMapping("/sign-in/recovery")
class RecoveryPages {
    private static final String ASK_PAGE = "staff/recovery";
    private static final String NEW_PAGE = "staff/recovery-new";
    private static final String BEGIN = "redirect:/sign-in/recovery";
    private static final String DONE = "redirect:/me/sign-in?after=recovery";

    private final SignIn signIn;
    private final Recovering recovering;
    private final RecoverySteps steps;
    private final NewSecrets secrets;
    private final FormErrors errors;

    RecoveryPages(SignIn signIn, Recovering recovering, RecoverySteps steps, NewSecrets secrets, FormErrors errors) {
        this.signIn = signIn;
        this.recovering = recovering;
        this.steps = steps;
        this.secrets = secrets;
        this.errors = errors;
    }

    @GetMapping
    String form() {
        return ASK_PAGE;
    }

    @PostMapping
    String code(
            @RequestParam("sign-in-name") String name,
            @RequestParam String password,
            @RequestParam("recovery-code") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var refusal = new Refusal("staff.recovery.wrong");
        var status = HttpStatus.UNPROCESSABLE_CONTENT;
        try {
            var person = signIn.recovery(name, password, code, request.getRemoteAddr());
            if (person.isPresent()) {
                recovering.begin(person.get(), request);
                return "redirect:/sign-in/recovery/new";
            }
        } catch (Refusal tooOften) {
            refusal = tooOften;
            status = HttpStatus.TOO_MANY_REQUESTS;
        }
        response.setStatus(status.value());
        model.addAttribute("name", name);
        model.addAttribute("errors", errors.at("sign-in-name", refusal, locale));
        return ASK_PAGE;
    }

    @GetMapping("/new")
    String newFactor(HttpServletRequest request, Model model) {
        return recovering.of(request).map(state -> show(state, request, model)).orElse(BEGIN);
    }

    @PostMapping(path = "/new/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(HttpServletRequest request) {
        var state = recovering.of(request).orElseThrow(() -> new Refusal("staff.recovery.over"));
        return CurrentOrganisation.as(state.org(), () -> steps.askForNew(state, request));
    }

    @PostMapping("/new/passkey")
    String passkey(
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var state = recovering.of(request);
        if (state.isEmpty()) {
            return BEGIN;
        }
        try {
            var label = errors.text("staff.passkey.label.recovery", locale);
            CurrentOrganisation.as(
                    state.get().org(), () -> steps.passkey(state.get(), credential, label, request, response));
            return DONE;
        } catch (Refusal refusal) {
            return again(state.get(), "passkey", refusal, request, response, model, locale);
        }
    }

    @PostMapping("/new/password")
    String password(
            @RequestParam String password,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var state = recovering.of(request);
        if (state.isEmpty()) {
            return BEGIN;
        }
        try {
            CurrentOrganisation.as(
                    state.get().org(), () -> steps.password(state.get(), password, code, request, response));
            return DONE;
        } catch (Refusal refusal) {
            var field = refusal.key().startsWith("staff.code") ? "code" : "password";
            return again(state.get(), field, refusal, request, response, model, locale);
        }
    }

    private String again(
            Recovering.State state,
            String field,
            Refusal refusal,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("errors", errors.at(field, refusal, locale));
        return show(state, request, model);
    }

    private String show(Recovering.State state, HttpServletRequest request, Model model) {
        model.addAttribute("secret", secrets.show(state.person(), request));
        model.addAttribute("passwordMin", StaffLimits.PASSWORD_CHARACTERS_MIN);
        return NEW_PAGE;
    }
}
