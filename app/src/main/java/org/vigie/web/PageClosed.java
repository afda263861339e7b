package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/** A page, or an act, is not for whoever asked; and why, as far as they can do something about it. */
class PageClosed extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    /** Of a request that was refused, for the page that says so. */
    private static final String NOTED = PageClosed.class.getName();

    /** Why; each has a text of its own. */
    enum Why {
        /** People of this organisation may, with another role. */
        ROLE,
        /** Nobody in an organisation of this kind may. */
        KIND,
        /** The form's token is none of this session: it was open for too long, or somebody signed in or out meanwhile. */
        FORM,
        /** Nothing that would help is known. */
        OTHER
    }

    private final Why why;

    PageClosed(Why why) {
        super(why.name());
        this.why = why;
    }

    static void note(HttpServletRequest request, AccessDeniedException denied) {
        request.setAttribute(
                NOTED,
                switch (denied) {
                    case PageClosed closed -> closed.why;
                    case CsrfException old -> Why.FORM;
                    default -> Why.OTHER;
                });
    }

    static Why noted(HttpServletRequest request) {
        return request.getAttribute(NOTED) instanceof Why why ? why : Why.OTHER;
    }
}
