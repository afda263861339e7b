package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.vigie.api.AnswerSlot;
import org.vigie.api.ClientDoor;
import org.vigie.api.ClientFilter;
import org.vigie.staff.Sessions;

/**
 * The chains in front of everything: the door for programs, which knows tokens only, and where they get these; the public
 * door, which keeps nothing; and all the rest, which knows sessions and form tokens. Who may open what is decided by
 * {@link Gatekeeper}, after the handler is known; what a browser may do with the answers, by {@link BrowserPolicy}.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityRules {
    static final String SIGN_IN = "/sign-in";

    /** All paths below which programs are answered. No page may lie there. */
    private static final List<String> CLIENT_PATHS =
            List.of("/status/**", "/site-map", "/openapi.json", "/m/**", "/h/**", "/c/**", "/v1/**");

    /** The door for programs: a token with every request, no session, no cookie. Nothing there is asked by a form of ours. */
    @Bean
    @Order(0)
    SecurityFilterChain clientChain(HttpSecurity http, ClientDoor door, AnswerSlot slot) throws Exception {
        return http.securityMatcher(CLIENT_PATHS.toArray(String[]::new))
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint((request, response, why) -> ClientFilter.refuse(response)))
                .addFilterAfter(new ClientFilter(door, slot), ExceptionTranslationFilter.class)
                .build();
    }

    /** Where programs get their tokens: no session, no cookie, and nothing but what they sign lets them in. */
    @Bean
    @Order(0)
    SecurityFilterChain tokenChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/oauth/**")
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** The public door: no session, no cookie, not even for somebody who is signed in. Its forms carry their own token. */
    @Bean
    @Order(1)
    SecurityFilterChain publicDoorChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(PublicPage.paths().toArray(String[]::new))
                .headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElseChain(HttpSecurity http, Sessions sessions) throws Exception {
        return http.headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(SecurityRules::sendToSignIn)
                        .accessDeniedHandler(SecurityRules::sayWhy))
                .addFilterAfter(new OrganisationFilter(sessions), ExceptionTranslationFilter.class)
                .build();
    }

    private static void sayWhy(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        PageClosed.note(request, denied);
        if (!response.isCommitted()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static void sendToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", SIGN_IN);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(SIGN_IN);
        }
    }
}
