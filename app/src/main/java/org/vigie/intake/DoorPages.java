package org.vigie.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.staff.OpenToAll;
import org.vigie.staff.Refusal;

/** Reporting an address: the form, a look at what was understood, the receipt. The path is the language. */
@Controller
@OpenToAll
@RequestMapping({"/report", "/signaler"})
class DoorPages {
    private static final String FORM = "intake/report";
    private static final String CHECK = "intake/check";
    private static final String RECEIPT = "intake/receipt-new";

    private final PublicDoor door;
    private final FormTokens tokens;
    private final MessageSource messages;

    DoorPages(PublicDoor door, FormTokens tokens, MessageSource messages) {
        this.door = door;
        this.tokens = tokens;
        this.messages = messages;
    }

    @GetMapping
    String form(Model model) {
        show(model, tokens.fresh(), "", "");
        return FORM;
    }

    /** First to look at what was understood, then, confirmed, to send it. */
    @PostMapping
    String send(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String confirmed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        var typed = address.strip();
        var understood = typed.length() > IntakeLimits.ADDRESS_CHARACTERS_MAX
                ? Optional.<CanonicalAddress>empty()
                : CanonicalAddress.find(withScheme(typed));
        var errors = errors(token, typed, understood.isPresent(), words.strip(), locale);
        if (!errors.isEmpty()) {
            show(model, tokens.isGood(token) ? token : tokens.fresh(), typed, words);
            model.addAttribute("errors", errors);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return FORM;
        }
        show(model, token, typed, words);
        if (confirmed.equals("change")) {
            return FORM;
        }
        if (!confirmed.equals("yes")) {
            model.addAttribute("understood", understood.orElseThrow().defanged());
            return CHECK;
        }
        var code = door.report(
                new PublicDoor.Form(understood.orElseThrow(), words.strip(), locale, token, request.getRemoteAddr()));
        model.addAttribute("code", code.grouped());
        return RECEIPT;
    }

    private Map<String, String> errors(String token, String typed, boolean understood, String words, Locale locale) {
        var errors = new LinkedHashMap<String, String>();
        if (typed.isEmpty()) {
            errors.put("address", text(new Refusal("intake.address.missing"), locale));
        } else if (!understood) {
            errors.put("address", text(new Refusal("intake.address.unreadable"), locale));
        }
        if (words.length() > IntakeLimits.WORDS_CHARACTERS_MAX) {
            errors.put("words", text(new Refusal("intake.words.long", IntakeLimits.WORDS_CHARACTERS_MAX), locale));
        }
        if (errors.isEmpty() && !tokens.isGood(token)) {
            errors.put("send", text(new Refusal("intake.form.old"), locale));
        }
        return errors;
    }

    private String text(Refusal refusal, Locale locale) {
        return messages.getMessage(refusal.key(), refusal.arguments().toArray(), locale);
    }

    private static void show(Model model, String token, String address, String words) {
        model.addAttribute("token", token);
        model.addAttribute("address", address);
        model.addAttribute("words", words);
        model.addAttribute("wordsMax", IntakeLimits.WORDS_CHARACTERS_MAX);
    }

    /** People copy addresses without their beginning; servers that want https send there from http. */
    private static String withScheme(String typed) {
        return typed.isEmpty() || typed.contains("://") ? typed : "http://" + typed;
    }
}
