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
    private final FormErrors errors;

    EnrolmentPages(SignIn signIn, OutsideSignIn outside, Ceremonies ceremonies, FormErrors errors) {
        this.signIn = signIn;
        this.outside = outside;
        this.ceremonies = ceremonies;
        this.errors = errors;
    }

    @GetMapping
    String form(@PathVariable String token, Model model) {
        show(token, new SignInService.Names(signIn.enrolment(token).name(), ""), model);
        return NAMES_PAGE;
    }

    @PostMapping
    String names(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam("sign-in-name") String signInName,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var names = new SignInService.Names(name, signInName);
        try {
            signIn.demandNames(token, names);
        } catch (Refusal refusal) {
            return again(token, names, refusal, response, model, locale);
        }
        show(token, names, model);
        return FACTOR_PAGE;
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
            return codes(signIn.enrol(token, names, made, label, request.getRemoteAddr()), model);
        } catch (Refusal refusal) {
            return again(token, names, refusal, response, model, locale);
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
            return codes(signIn.enrol(token, names, password, code, request.getRemoteAddr()), model);
        } catch (Refusal refusal) {
            return again(token, names, refusal, response, model, locale);
        }
    }

    private static String codes(List<RecoveryCode> codes, Model model) {
        model.addAttribute("codes", codes.stream().map(RecoveryCode::grouped).toList());
        model.addAttribute("next", "/sign-in?after=enrolment");
        return "staff/recovery-codes";
    }

    private String again(
            String token,
            SignInService.Names names,
            Refusal refusal,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var field = field(refusal.key());
        if (field == null) {
            throw refusal;
        }
        show(token, names, model);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("errors", errors.at(field, refusal, locale));
        return OF_NAMES.contains(field) ? NAMES_PAGE : FACTOR_PAGE;
    }

    private void show(String token, SignInService.Names names, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("outside", outside.isOffered(token));
        model.addAttribute("name", names.name());
        model.addAttribute("signInName", names.signInName());
        model.addAttribute("secret", signIn.enrolment(token).secret());
        model.addAttribute("passwordMin", StaffLimits.PASSWORD_CHARACTERS_MIN);
    }

    private static @Nullable String field(String key) {
        return FIELDS.get(key.substring(0, key.lastIndexOf('.')));
    }
}
