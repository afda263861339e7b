package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.vigie.api.ClientFilter;
import org.vigie.api.ForClients;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.OpenToAll;
import org.vigie.staff.SignedIn;

/**
 * Deny by default: lets a request reach its handler only if the handler says who may call it and the person is one of
 * them. Static files are open. Whatever else answers requests is refused until it is named here.
 */
@Component
class Gatekeeper implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
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
            throw new AccessDeniedException("not a page of this person's roles");
        }
        return true;
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

    static boolean mayCall(HandlerMethod method, SignedIn person) {
        var rule = rule(method);
        return isOpenToAll(method) || (rule != null && person.isOneOf(rule.value()));
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
