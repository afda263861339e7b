package org.vigie.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.staff.OpenToAll;
import org.vigie.staff.Refusal;

/** Following a report with its code. The code travels in the body of a form, never in an address. */
@Controller
@OpenToAll
@RequestMapping({"/receipt", "/recu"})
class ReceiptPages {
    private static final String FORM = "intake/receipt";

    private final PublicDoor door;
    private final MessageSource messages;

    ReceiptPages(PublicDoor door, MessageSource messages) {
        this.door = door;
        this.messages = messages;
    }

    @GetMapping
    String form() {
        return FORM;
    }

    @PostMapping
    String stage(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        try {
            var stage = door.stage(code, request.getRemoteAddr());
            if (stage.isPresent()) {
                model.addAttribute("stage", stage.get());
                model.addAttribute("stages", Stage.values());
                return "intake/stage";
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("errors", Map.of("code", messages.getMessage("intake.receipt.none", null, locale)));
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("errors", Map.of("code", messages.getMessage(refusal.key(), null, locale)));
        }
        return FORM;
    }
}
