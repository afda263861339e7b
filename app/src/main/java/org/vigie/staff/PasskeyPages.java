package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Sign-in by passkey: the question, and the form that brings the answer. Nobody types a name. */
@Controller
@OpenToAll
@RequestMapping("/sign-in/passkey")
class PasskeyPages {
    private final Ceremonies ceremonies;
    private final Sessions sessions;
    private final FormErrors errors;

    PasskeyPages(Ceremonies ceremonies, Sessions sessions, FormErrors errors) {
        this.ceremonies = ceremonies;
        this.sessions = sessions;
        this.errors = errors;
    }

    @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(HttpServletRequest request) {
        return ceremonies.askAnybody(request);
    }

    @PostMapping
    String signIn(
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var refusal = new Refusal("staff.passkey.wrong");
        var status = HttpStatus.UNPROCESSABLE_CONTENT;
        try {
            var person = ceremonies.signIn(credential, request);
            if (person.isPresent()) {
                sessions.open(person.get(), Factor.PASSKEY, request, response);
                return "redirect:/";
            }
        } catch (Refusal tooOften) {
            refusal = tooOften;
            status = HttpStatus.TOO_MANY_REQUESTS;
        }
        response.setStatus(status.value());
        model.addAttribute("errors", errors.at("passkey", refusal, locale));
        return SignInPages.PASSWORD_PAGE;
    }
}
