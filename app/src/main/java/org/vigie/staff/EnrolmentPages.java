package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind an enrolment link: choose a name, a password, and set the authenticator up. */
@Controller
@OpenToAll
@RequestMapping("/enrolment/{token}")
class EnrolmentPages {
    private static final String PAGE = "staff/enrolment";

    /** Which field a refusal belongs to, by the beginning of its key. */
    private static final Map<String, String> FIELDS = Map.of(
            "staff.name", "name",
            "staff.sign-in-name", "sign-in-name",
            "staff.password", "password",
            "staff.code", "code");

    private final SignIn signIn;
    private final OutsideSignIn outside;
    private final MessageSource messages;

    EnrolmentPages(SignIn signIn, OutsideSignIn outside, MessageSource messages) {
        this.signIn = signIn;
        this.outside = outside;
        this.messages = messages;
    }

    @GetMapping
    String form(@PathVariable String token, Model model) {
        show(token, model);
        return PAGE;
    }

    @PostMapping
    String enrol(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam("sign-in-name") String signInName,
            @RequestParam String password,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            signIn.enrol(token, new SignInService.Choice(name, signInName, password, code), request.getRemoteAddr());
            return "redirect:/sign-in?after=enrolment";
        } catch (Refusal refusal) {
            var field = field(refusal.key());
            if (field == null) {
                throw refusal;
            }
            show(token, model);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("name", name);
            model.addAttribute("signInName", signInName);
            model.addAttribute(
                    "errors",
                    Map.of(
                            field,
                            messages.getMessage(
                                    refusal.key(), refusal.arguments().toArray(), locale)));
            return PAGE;
        }
    }

    private void show(String token, Model model) {
        var enrolment = signIn.enrolment(token);
        model.addAttribute("token", token);
        model.addAttribute("outside", outside.isOffered(token));
        model.addAttribute("name", enrolment.name());
        model.addAttribute("signInName", "");
        model.addAttribute("secret", enrolment.secret().text());
        model.addAttribute("setup", setup(enrolment.secret().text()));
        model.addAttribute("passwordMin", StaffLimits.PASSWORD_CHARACTERS_MIN);
    }

    /** The key URI that authenticators read, without a name of the person in it. */
    private static String setup(String secret) {
        return "otpauth://totp/Vigie?secret=" + secret + "&issuer=Vigie&digits=6&period=30";
    }

    private static @Nullable String field(String key) {
        return FIELDS.get(key.substring(0, key.lastIndexOf('.')));
    }
}
