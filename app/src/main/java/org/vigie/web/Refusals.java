package org.vigie.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.vigie.staff.Refusal;

/** Shows a refusal as a page, in the person's language. */
@ControllerAdvice
class Refusals {
    private final MessageSource messages;

    Refusals(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String refused(Refusal refusal, Model model, Locale locale) {
        model.addAttribute(
                "text", messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale));
        return "web/refusal";
    }
}
