package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.vigie.api.ClientFilter;
import org.vigie.api.ForClients;
import org.vigie.organisation.OrganisationKind;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.ConfirmPages;
import org.vigie.staff.FactorTooOld;
import org.vigie.staff.OpenToAll;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.Sessions;
import org.vigie.staff.SignedIn;

/**
 * Deny by default: lets a request reach its handler only if the handler says who may call it and the person is one of
 * them, and for acts that need it has proven a factor just now. Static files are open. Whatever else answers requests is refused until it is named here.
 */
@Component
class Gatekeeper implements HandlerInterceptor {
    private final OrganisationService organisations;
    private final Sessions sessions;

    Gatekeeper(OrganisationService organisations, Sessions sessions) {
        this.organisations = organisations;
        this.sessions = sessions;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof ResourceHttpRequestHandler) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method)) {
            throw new AccessDeniedException("no rule for " + handler.getClass().getName());
        }
        if (isOpenToAll(method)) {
            return true;
        }
        if (isForClients(method)) {
            return ClientFilter.isClient() || refuse();
        }
        var person = signedIn().orElseThrow(() -> new InsufficientAuthenticationException("sign in first"));
        if (!mayCall(method, person)) {
            throw new PageClosed(whyClosed(method, person));
        }
        if (!isReading(request) && !stillMay(person, request)) {
            throw new InsufficientAuthenticationException("the session ended while the form arrived");
        }
        if (needsRecentFactor(method) && !sessions.hasRecentFactor(request)) {
            return sendToConfirm(request, response);
        }
        return true;
    }

    private static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.GET.name())
                || request.getMethod().equals(HttpMethod.HEAD.name());
    }

    /** Asked once more when the whole form is here: it may have been sent byte by byte while its sender was blocked or demoted. */
    private boolean stillMay(SignedIn person, HttpServletRequest request) {
        request.getParameterMap();
        return sessions.goesOn(person, request);
    }

    /** A page is shown after the confirmation. An act is not done, and not repeated by itself: the person is told. */
    private static boolean sendToConfirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals(HttpMethod.GET.name())) {
            throw new FactorTooOld();
        }
        var query = request.getQueryString();
        response.sendRedirect(ConfirmPages.path(request.getRequestURI() + (query == null ? "" : "?" + query)));
        return false;
    }

    static boolean needsRecentFactor(HandlerMethod method) {
        return method.hasMethodAnnotation(RecentFactor.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), RecentFactor.class);
    }

    /** Programs come in by their token and people do not; the other way round it is the same, see below. */
    static boolean isForClients(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ForClients.class);
    }

    private static boolean refuse() {
        throw new InsufficientAuthenticationException("a token of a client is needed");
    }

    static boolean isOpenToAll(HandlerMethod method) {
        return method.hasMethodAnnotation(OpenToAll.class)
                || (!method.hasMethodAnnotation(AllowedTo.class)
                        && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OpenToAll.class));
    }

    /** A role counts in the kinds of organisations that have it, and there on the pages that are open to the kind. */
    boolean mayCall(HandlerMethod method, SignedIn person) {
        var rule = rule(method);
        return isOpenToAll(method)
                || (rule != null
                        && organisations
                                .kind(person.org())
                                .filter(kind -> roles(rule, kind).anyMatch(person::isOneOf))
                                .isPresent());
    }

    /** The roles that open it in organisations of that kind; none where it is closed to the kind. */
    private static Stream<Role> roles(AllowedTo rule, OrganisationKind kind) {
        boolean isOpenToKind = rule.in().length == 0 || Arrays.asList(rule.in()).contains(kind);
        return isOpenToKind ? Arrays.stream(rule.value()).filter(role -> role.existsIn(kind)) : Stream.empty();
    }

    private PageClosed.Why whyClosed(HandlerMethod method, SignedIn person) {
        var rule = rule(method);
        if (rule == null) {
            return PageClosed.Why.OTHER;
        }
        return organisations
                .kind(person.org())
                .map(kind -> roles(rule, kind).findAny().isPresent() ? PageClosed.Why.ROLE : PageClosed.Why.KIND)
                .orElse(PageClosed.Why.OTHER);
    }

    static Optional<SignedIn> signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }

    static @Nullable AllowedTo rule(HandlerMethod method) {
        var own = method.getMethodAnnotation(AllowedTo.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), AllowedTo.class);
    }
}
