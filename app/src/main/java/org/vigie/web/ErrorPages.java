package org.vigie.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.vigie.log.LogFailure;
import org.vigie.log.LogWord;
import org.vigie.staff.OpenToAll;

/** The page of a request that failed. It names no cause; a failure of ours gets a number that the log has too. */
@Controller
@OpenToAll
class ErrorPages implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    /** Causes that have texts of their own; all others are shown as 400 or 500. */
    private static final Set<Integer> TEXTS = Set.of(400, 403, 404, 500);

    private static final LogWord NO_EXCEPTION = new LogWord("no-exception");

    @RequestMapping("/error")
    String error(HttpServletRequest request, Model model) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        int shown = TEXTS.contains(status) ? status : status < 500 ? 400 : 500;
        var number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        if (shown == 500) {
            var cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            LOG.error(
                    "error {} with status {}: {}",
                    new LogWord(number),
                    status,
                    cause instanceof Throwable thrown ? LogFailure.of(thrown) : NO_EXCEPTION);
        }
        model.addAttribute("says", shown == 403 ? "403." + PageClosed.noted(request) : String.valueOf(shown));
        model.addAttribute("number", number);
        return "web/error";
    }
}
