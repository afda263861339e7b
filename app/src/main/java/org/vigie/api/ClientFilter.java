package org.vigie.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.vigie.organisation.CurrentOrganisation;

/**
 * Lets a request in by its token and binds the organisation of its client; a session counts for nothing here. What is told
 * outside the trust circle waits for its time, see {@link AnswerSlot}.
 */
public class ClientFilter extends OncePerRequestFilter {
    private static final String REFUSAL = """
            {"title":"Unauthorized","status":401,"detail":"Send the token of an API client that is not revoked, with what it is bound to."}""";

    private final ClientDoor door;
    private final AnswerSlot slot;

    public ClientFilter(ClientDoor door, AnswerSlot slot) {
        this.door = door;
        this.slot = slot;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long came = System.nanoTime();
        var client = door.admit(request);
        if (client.isEmpty()) {
            refuse(response);
            return;
        }
        try {
            CurrentOrganisation.<Boolean, Exception>call(client.get().org(), () -> {
                as(client.get(), came, request, response, chain);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }

    private void as(
            ApiClient client, long came, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(client, null, List.of()));
        SecurityContextHolder.setContext(context);
        if (client.isInside()) {
            chain.doFilter(request, response);
            return;
        }
        var kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        slot.await(client, came);
        kept.copyBodyToResponse();
    }

    /** Whether the request that is being answered is a program's. */
    public static boolean isClient() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof ApiClient;
    }

    /** Says that a good token is needed, and not what was wrong with the one that came. */
    public static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "DPoP algs=\"EdDSA ES256 PS256\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType("application/problem+json");
        response.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.UTF_8));
    }
}
