package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.vigie.staff.ConfirmPages;
import org.vigie.staff.FactorTooOld;
import org.vigie.staff.Refusal;
import org.vigie.staff.StaffLimits;

/** Shows a refusal as a page, in the person's language. */
@ControllerAdvice
class Refusals {
    private final MessageSource messages;
    private final ShellAdvice shells;

    Refusals(MessageSource messages, ShellAdvice shells) {
        this.messages = messages;
        this.shells = shells;
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String refused(Refusal refusal, Model model, HttpServletRequest request, Locale locale) {
        model.addAttribute("shell", shells.shellOfRefusal(request, locale));
        model.addAttribute(
                "text", messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale));
        return "web/refusal";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String notDone(FactorTooOld tooOld, Model model, HttpServletRequest request, Locale locale) {
        model.addAttribute("shell", shells.shellOfRefusal(request, locale));
        model.addAttribute("confirm", ConfirmPages.path(back(request)));
        model.addAttribute("minutes", StaffLimits.FACTOR_RECENT.toMinutes());
        return "web/not-done";
    }

    /** A page is shown after the confirmation; an act is begun anew on the page that offers it. */
    private String back(HttpServletRequest request) {
        if (!request.getMethod().equals(HttpMethod.GET.name())) {
            return shells.pageAbove(request.getRequestURI());
        }
        var query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
