package org.vigie.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Sessions;

/**
 * Binds the signed-in person and their organisation to the request, so that the database shows its rows and no others, and of
 * compartments those that the person is in.
 * Ends a session first whose person may no longer do what they could when it began.
 */
class OrganisationFilter extends OncePerRequestFilter {
    private final Sessions sessions;

    OrganisationFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var person = Gatekeeper.signedIn();
        if (person.isEmpty() || !sessions.goesOn(person.get(), request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            CurrentOrganisation.<Boolean, Exception>callFor(
                    person.get().org(), person.get().staff(), () -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (ServletException | IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }
}
