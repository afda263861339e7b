package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.limit.Callers;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.OpenToAll;

/** Where a client gets a token for an assertion that it signed. Open to all, since the signature is what lets in. */
@RestController
@OpenToAll
class TokenEndpoint {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final TokenService tokens;
    private final Callers callers;
    private final LimitService limits;
    private final TurnedAway turnedAway;

    TokenEndpoint(TokenService tokens, Callers callers, LimitService limits, TurnedAway turnedAway) {
        this.turnedAway = turnedAway;
        this.tokens = tokens;
        this.callers = callers;
        this.limits = limits;
    }

    @PostMapping(path = OwnAddress.TOKEN_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> token(
            HttpServletRequest request,
            @RequestParam(name = "grant_type", defaultValue = "") String grant,
            @RequestParam(name = "client_assertion_type", defaultValue = "") String type,
            @RequestParam(name = "client_assertion", defaultValue = "") String assertion) {
        if (request.getQueryString() != null || request.getContentLengthLong() > ApiLimits.FORM_BYTES_MAX) {
            throw TokenProblem.badQuestion("Send a short form in the body, and nothing in the address.");
        }
        if (!limits.take(Limit.TOKEN_OF_NETWORK, callers.network(request.getRemoteAddr()))) {
            throw TokenProblem.tooMany();
        }
        if (!grant.equals("client_credentials")) {
            throw TokenProblem.otherGrant();
        }
        if (!type.equals(ASSERTION)) {
            throw TokenProblem.badQuestion("client_assertion_type is " + ASSERTION + ".");
        }
        var signed = SignedText.read(assertion).orElseThrow(TokenProblem::notKnown);
        var id = claimed(signed).orElseThrow(TokenProblem::notKnown);
        var org = tokens.organisation(id).orElseThrow(TokenProblem::notKnown);
        var issued = CurrentOrganisation.as(org, () -> issue(id, signed, request));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", issued.token());
        answer.put("token_type", issued.type());
        answer.put("expires_in", ApiLimits.TOKEN_LIFE.toSeconds());
        return answer;
    }

    private TokenService.Issued issue(UUID client, SignedText signed, HttpServletRequest request) {
        try {
            return tokens.issue(client, signed, request);
        } catch (TokenProblem problem) {
            turnedAway.note(client, TurnedAway.With.ASSERTION);
            throw problem;
        }
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> problem(TokenProblem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", problem.code(), "error_description", String.valueOf(problem.getMessage())));
    }

    private static Optional<UUID> claimed(SignedText signed) {
        try {
            return Optional.ofNullable(signed.jwt().getJWTClaimsSet().getIssuer())
                    .map(UUID::fromString);
        } catch (ParseException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
