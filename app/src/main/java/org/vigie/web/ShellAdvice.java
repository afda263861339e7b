package org.vigie.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPatternParser;
import org.vigie.database.Mode;
import org.vigie.staff.SignedIn;

/** Gives every page its {@link Shell}. */
@ControllerAdvice
class ShellAdvice {
    /** Paths that the navigation offers, in the order of the work; a path that no handler serves is left out. */
    private static final List<String> NAVIGATION = List.of(
            "/",
            "/reports",
            "/items",
            "/notices",
            "/lists",
            "/crawl",
            "/providers",
            "/compartments",
            "/people",
            "/audit");

    private final Mode mode;
    private final Gatekeeper gate;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    ShellAdvice(
            Mode mode,
            Gatekeeper gate,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mode = mode;
        this.gate = gate;
        this.mappings = mappings;
    }

    @ModelAttribute("shell")
    Shell shell(HttpServletRequest request, Locale locale) {
        boolean isFailure = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) != null;
        var other = Languages.other(locale);
        return shell(request, locale, isFailure ? begin(other) : sameIn(other, request));
    }

    /** The shell of a page that says no. It does not repeat what was asked for, which may be a secret or an address. */
    Shell shellOfRefusal(HttpServletRequest request, Locale locale) {
        return shell(request, locale, begin(Languages.other(locale)));
    }

    private Shell shell(HttpServletRequest request, Locale locale, String otherHref) {
        var person = Gatekeeper.signedIn();
        var other = Languages.other(locale);
        var page = PublicPage.at(request.getRequestURI());
        return new Shell(
                locale.getLanguage(),
                other.getLanguage(),
                page.map(found -> found.in(other)).orElse(otherHref),
                mode == Mode.TEST,
                person.map(SignedIn::name),
                person.map(signedIn -> links(signedIn, request)).orElse(List.of()),
                page);
    }

    private List<Shell.Link> links(SignedIn person, HttpServletRequest request) {
        var handlers = mappings.getObject().getHandlerMethods();
        var links = new ArrayList<Shell.Link>();
        for (var path : NAVIGATION) {
            var open = handlers.entrySet().stream()
                    .filter(entry -> entry.getKey().getPatternValues().contains(path))
                    .filter(entry -> answersGet(entry.getKey()))
                    .anyMatch(entry -> gate.mayCall(entry.getValue(), person));
            if (open) {
                links.add(new Shell.Link(key(path), path, isCurrent(path, request.getRequestURI())));
            }
        }
        return links;
    }

    /** The page that a form most likely stood on: the nearest path at or above the one it was sent to. */
    String pageAbove(String path) {
        for (var at = path; at.length() > 1; at = at.substring(0, at.lastIndexOf('/'))) {
            var asked = PathContainer.parsePath(at);
            boolean isPage = mappings.getObject().getHandlerMethods().keySet().stream()
                    .filter(ShellAdvice::answersGet)
                    .flatMap(info -> info.getPatternValues().stream())
                    .anyMatch(pattern ->
                            PathPatternParser.defaultInstance.parse(pattern).matches(asked));
            if (isPage) {
                return at;
            }
        }
        return "/";
    }

    private static boolean answersGet(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.contains(RequestMethod.GET);
    }

    private static String key(String path) {
        return "web.nav." + (path.equals("/") ? "home" : path.substring(1));
    }

    private static boolean isCurrent(String path, String shown) {
        return shown.equals(path) || (!path.equals("/") && shown.startsWith(path + "/"));
    }

    /** The address shown, with {@code lang} replaced. */
    private static String sameIn(Locale language, HttpServletRequest request) {
        var address = UriComponentsBuilder.fromPath(request.getRequestURI());
        if (request.getQueryString() != null) {
            address.query(request.getQueryString());
        }
        return address.replaceQueryParam(Languages.PARAMETER, language.getLanguage())
                .build()
                .toUriString();
    }

    /** Where everybody may begin, in that language. */
    private static String begin(Locale language) {
        return (Gatekeeper.signedIn().isPresent() ? "/" : SecurityRules.SIGN_IN) + "?" + Languages.PARAMETER + "="
                + language.getLanguage();
    }
}
