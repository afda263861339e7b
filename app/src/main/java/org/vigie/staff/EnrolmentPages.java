package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.passkey.NewPasskey;

/**
 * The pages behind an enrolment link: first the names, then a passkey, or a password with an authenticator. At the end the
 * recovery codes are shown, once.
 */
@Controller
@OpenToAll
@RequestMapping("/enrolment/{token}")
class EnrolmentPages {
    /** Of a session: a link that is valid was opened in it. */
    static final String OPENED = EnrolmentPages.class.getName();

    private static final String NAMES_PAGE = "staff/enrolment";
    private static final String FACTOR_PAGE = "staff/enrolment-factor";

    /** Which field a refusal belongs to, by the beginning of its key. */
    private static final Map<String, String> FIELDS = Map.of(
            "staff.name", "name",
            "staff.sign-in-name", "sign-in-name",
            "staff.password", "password",
            "staff.code", "code",
            "staff.passkey", "passkey");

    private static final List<String> OF_NAMES = List.of("name", "sign-in-name");

    private final SignIn signIn;
    private final OutsideSignIn outside;
    private final Ceremonies ceremonies;
    private final NewSecrets secrets;
    private final FormErrors errors;

    EnrolmentPages(SignIn signIn, OutsideSignIn outside, Ceremonies ceremonies, NewSecrets secrets, FormErrors errors) {
        this.signIn = signIn;
        this.outside = outside;
        this.ceremonies = ceremonies;
        this.secrets = secrets;
        this.errors = errors;
    }

    @GetMapping
    String form(@PathVariable String token, HttpServletRequest request, Model model) {
        var names = new SignInService.Names(signIn.enrolment(token).name(), "");
        GuestSessions.keep(request).setAttribute(OPENED, true);
        show(token, names, model);
        return NAMES_PAGE;
    }

    @PostMapping
    String names(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam("sign-in-name") String signInName,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var names = new SignInService.Names(name, signInName);
        try {
            signIn.demandNames(token, names);
        } catch (Refusal refusal) {
            return again(token, names, refusal, request, response, model, locale);
        }
        return showFactors(token, names, request, model);
    }

    @PostMapping(path = "/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(
            @PathVariable String token, @RequestParam("sign-in-name") String signInName, HttpServletRequest request) {
        var enrolment = signIn.enrolment(token);
        var names = new SignInService.Names(enrolment.name(), signInName);
        signIn.demandNames(token, names);
        return CurrentOrganisation.as(
                enrolment.org(), () -> ceremonies.askForNew(enrolment.person(), names.signIn(), request));
    }

    @PostMapping("/passkey")
    String passkey(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam("sign-in-name") String signInName,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var names = new SignInService.Names(name, signInName);
        try {
            NewPasskey made = ceremonies.made(signIn.enrolment(token).person(), credential, request);
            var label = errors.text("staff.passkey.label.first", locale);
            return codes(signIn.enrol(token, names, made, label, request.getRemoteAddr()), request, model);
        } catch (Refusal refusal) {
            return again(token, names, refusal, request, response, model, locale);
        }
    }

    @PostMapping("/password")
    String password(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam("sign-in-name") String signInName,
            @RequestParam String password,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var names = new SignInService.Names(name, signInName);
        try {
            var secret = secrets.demandShown(signIn.enrolment(token).person(), request);
            var fallback = new NewFallback(password, secret, code);
            return codes(signIn.enrol(token, names, fallback, request.getRemoteAddr()), request, model);
        } catch (Refusal refusal) {
            return again(token, names, refusal, request, response, model, locale);
        }
    }

    private String codes(List<RecoveryCode> codes, HttpServletRequest request, Model model) {
        secrets.forget(request);
        model.addAttribute("codes", codes.stream().map(RecoveryCode::grouped).toList());
        model.addAttribute("next", "/sign-in?after=enrolment");
        return "staff/recovery-codes";
    }

    private String again(
            String token,
            SignInService.Names names,
            Refusal refusal,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var field = field(refusal.key());
        if (field == null) {
            throw refusal;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("errors", errors.at(field, refusal, locale));
        if (OF_NAMES.contains(field)) {
            show(token, names, model);
            return NAMES_PAGE;
        }
        return showFactors(token, names, request, model);
    }

    private String showFactors(String token, SignInService.Names names, HttpServletRequest request, Model model) {
        show(token, names, model);
        model.addAttribute("secret", secrets.show(signIn.enrolment(token).person(), request));
        model.addAttribute("passwordMin", StaffLimits.PASSWORD_CHARACTERS_MIN);
        return FACTOR_PAGE;
    }

    private void show(String token, SignInService.Names names, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("outside", outside.isOffered(token));
        model.addAttribute("name", names.name());
        model.addAttribute("signInName", names.signInName());
    }

    private static @Nullable String field(String key) {
        return FIELDS.get(key.substring(0, key.lastIndexOf('.')));
    }
}
