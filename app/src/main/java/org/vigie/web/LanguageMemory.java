package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps a language that {@code ?lang=} asked for until the session ends. */
@Component
class LanguageMemory implements HandlerInterceptor {
    private final Languages languages;

    LanguageMemory(Languages languages) {
        this.languages = languages;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Languages.asked(request).ifPresent(locale -> languages.setLocale(request, response, locale));
        return true;
    }
}
