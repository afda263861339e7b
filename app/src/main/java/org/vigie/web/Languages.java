package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.vigie.api.ClientFilter;

/**
 * Which of the two languages a page speaks, and where the same page is in the other one.
 *
 * <p>Public pages have one path for each language and keep nothing. All others: {@code ?lang=} first (remembered in the
 * session if there is one), then the session, then what the browser asks for, then English. Never a guess by address.
 */
@Component("localeResolver")
class Languages implements LocaleResolver {
    static final String PARAMETER = "lang";

    private static final String REMEMBERED = Languages.class.getName();
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.FRENCH);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        var page = PublicPage.at(request.getRequestURI());
        if (page.isPresent()) {
            return page.get().languageOf(request.getRequestURI());
        }
        return asked(request).or(() -> remembered(request)).orElseGet(() -> preferred(request));
    }

    /** Remembers a language that was asked for, for the time of the session; makes no session for it. */
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        var session = request.getSession(false);
        if (session != null && locale != null) {
            session.setAttribute(REMEMBERED, locale);
        }
    }

    /** The language in which {@code ?lang=} asks for the page, if it asks for one that we speak. */
    static Optional<Locale> asked(HttpServletRequest request) {
        if (ClientFilter.isClient()) {
            // to ask for a parameter would read the form that a program sends, and write it to disk
            return Optional.empty();
        }
        var value = request.getParameter(PARAMETER);
        return SPOKEN.stream()
                .filter(spoken -> spoken.getLanguage().equals(value))
                .findFirst();
    }

    /** The other language. */
    static Locale other(Locale locale) {
        return Locale.FRENCH.getLanguage().equals(locale.getLanguage()) ? Locale.ENGLISH : Locale.FRENCH;
    }

    private static Optional<Locale> remembered(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable((Locale) session.getAttribute(REMEMBERED));
    }

    private static Locale preferred(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        var wanted = Map.of(Locale.ENGLISH.getLanguage(), Locale.ENGLISH, Locale.FRENCH.getLanguage(), Locale.FRENCH);
        for (var locale : java.util.Collections.list(request.getLocales())) {
            var spoken = wanted.get(locale.getLanguage());
            if (spoken != null) {
                return spoken;
            }
        }
        return Locale.ENGLISH;
    }
}
