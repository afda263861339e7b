package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.database.Mode;
import org.vigie.organisation.CurrentOrganisation;

/** The page of sign-in, its fallback (password, then code), sign-out, and the demo's one-time link. */
@Controller
@OpenToAll
class SignInPages {
    private static final String HOME = "redirect:/";
    private static final String RENEW = "redirect:" + MySignInPages.PATH + "/password";
    static final String PASSWORD_PAGE = "staff/sign-in";
    private static final String CODE_PAGE = "staff/code";

    private final SignIn signIn;
    private final SignInService service;
    private final Sessions sessions;
    private final MessageSource messages;
    private final Mode mode;

    SignInPages(SignIn signIn, SignInService service, Sessions sessions, MessageSource messages, Mode mode) {
        this.signIn = signIn;
        this.service = service;
        this.sessions = sessions;
        this.messages = messages;
        this.mode = mode;
    }

    @GetMapping("/sign-in")
    String passwordForm(@RequestParam(defaultValue = "") String after, Model model) {
        model.addAttribute("enrolled", after.equals("enrolment"));
        return PASSWORD_PAGE;
    }

    @PostMapping("/sign-in")
    String password(
            @RequestParam("sign-in-name") String name,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            var halfWay = signIn.password(name, password, request.getRemoteAddr());
            if (halfWay.isPresent()) {
                sessions.halfWay(halfWay.get(), request);
                return "redirect:/sign-in/code";
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("errors", error("sign-in-name", "staff.sign-in.wrong", locale));
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("errors", error("sign-in-name", refusal, locale));
        }
        model.addAttribute("name", name);
        return PASSWORD_PAGE;
    }

    @GetMapping("/sign-in/code")
    String codeForm(HttpServletRequest request) {
        return sessions.halfWay(request).isPresent() ? CODE_PAGE : "redirect:/sign-in";
    }

    @PostMapping("/sign-in/code")
    String code(
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var halfWay = sessions.halfWay(request);
        if (halfWay.isEmpty()) {
            return "redirect:/sign-in";
        }
        try {
            var person = signIn.code(halfWay.get(), code, request.getRemoteAddr());
            if (person.isPresent()) {
                sessions.open(person.get(), Factor.PASSWORD_AND_CODE, request, response);
                return signIn.mustRenew(person.get().signedIn()) ? RENEW : HOME;
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("errors", error("code", "staff.code.wrong", locale));
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("errors", error("code", refusal, locale));
        }
        return CODE_PAGE;
    }

    @PostMapping("/sign-out")
    String signOut(
            @AuthenticationPrincipal @Nullable SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (person != null) {
            CurrentOrganisation.as(person.org(), () -> service.signedOut(person.staff()));
        }
        sessions.end(request);
        response.setHeader("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
        return "redirect:/sign-in";
    }

    /** A GET that signs in: its token opens once, in test mode, from this machine, so that a terminal can print it. */
    @GetMapping("/one-time/{token}")
    String oneTime(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (mode != Mode.TEST || !InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()) {
            throw new Refusal("staff.link.used");
        }
        var person = signIn.oneTime(token).orElseThrow(() -> new Refusal("staff.link.used"));
        sessions.open(person, Factor.ONE_TIME_LINK, request, response);
        return HOME;
    }

    private Map<String, String> error(String field, String key, Locale locale) {
        return error(field, new Refusal(key), locale);
    }

    private Map<String, String> error(String field, Refusal refusal, Locale locale) {
        var errors = new LinkedHashMap<String, String>();
        errors.put(field, messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale));
        return errors;
    }
}
