package org.vigie.api;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;

/**
 * Gives short-lived tokens for assertions that clients sign with their keys (RFC 7523). Each is bound to a key or a
 * certificate, so that who steals it has nothing.
 */
@Service
class TokenService {
    private static final AuditActor API = AuditActor.system("api");
    private static final int TOKEN_BYTES = 32;
    private static final int ENDED_DROPPED_EACH = 20;

    private final ApiClients clients;
    private final ClientKeys keys;
    private final ApiTokens tokens;
    private final OnceUsed once;
    private final Proofs proofs;
    private final Certificates certificates;
    private final OwnAddress own;
    private final Sealer sealer;
    private final AuditService audit;
    private final TurnedAway turnedAway;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenService(
            ApiClients clients,
            ClientKeys keys,
            ApiTokens tokens,
            OnceUsed once,
            Proofs proofs,
            Certificates certificates,
            OwnAddress own,
            Sealer sealer,
            AuditService audit,
            TurnedAway turnedAway,
            Clock clock) {
        this.clients = clients;
        this.keys = keys;
        this.tokens = tokens;
        this.once = once;
        this.proofs = proofs;
        this.certificates = certificates;
        this.own = own;
        this.sealer = sealer;
        this.audit = audit;
        this.turnedAway = turnedAway;
        this.clock = clock;
    }

    /**
     * A token.
     *
     * @param type how it is sent: {@code DPoP} where a proof must come with it, {@code Bearer} where a certificate must
     */
    record Issued(String token, String type) {
        @Override
        public String toString() {
            return "Issued[" + type + "]";
        }
    }

    /** Of which organisation the client is; whether it is that client, only its signature can tell. */
    @Transactional(readOnly = true)
    public Optional<OrgId> organisation(UUID client) {
        return clients.organisation(client);
    }

    /**
     * A token for the client of the bound organisation.
     *
     * @throws TokenProblem where the assertion is not good, or nothing is there to bind a token to
     */
    @Transactional
    public Issued issue(UUID id, SignedText assertion, HttpServletRequest request) {
        var now = clock.instant();
        var client = clients.find(id)
                .filter(found -> !found.isRevoked() && found.mayComeFrom(request.getRemoteAddr()))
                .orElseThrow(TokenProblem::notKnown);
        var key = signer(client, assertion, request).orElseThrow(TokenProblem::notKnown);
        var binding = binding(client, request, now);
        var _ = useOnce(client, "assertion", key.id(), now).orElseThrow(TokenProblem::notKnown);
        byte[] bits = new byte[TOKEN_BYTES];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        tokens.dropEnded(client.id(), now.minus(ApiLimits.TOKEN_LIFE), ENDED_DROPPED_EACH);
        tokens.add(sealer.tokenMac(token), client, key.key().id(), binding, now, now.plus(ApiLimits.TOKEN_LIFE));
        audit.record(new AuditAct(
                "client.token-issued",
                API,
                List.of(client.id().toString(), key.key().id().toString()),
                Map.of("bound", binding.proofKey() != null ? "proof" : "certificate")));
        return new Issued(token, binding.proofKey() != null ? Proofs.HEADER : "Bearer");
    }

    /** The client of a good token of the bound organisation, if what it is bound to came with it. */
    @Transactional
    public Optional<ApiClient> admit(String token, Credentials.Scheme scheme, HttpServletRequest request) {
        var now = clock.instant();
        var good = tokens.good(sealer.tokenMac(token), now);
        if (good.isEmpty()) {
            return Optional.empty();
        }
        var admitted = admit(good.get(), token, scheme, request, now);
        if (admitted.isEmpty()) {
            turnedAway.note(good.get().client().id(), TurnedAway.With.TOKEN);
        }
        return admitted;
    }

    private Optional<ApiClient> admit(
            ApiTokens.Good good, String token, Credentials.Scheme scheme, HttpServletRequest request, Instant now) {
        var client = good.client();
        var binding = good.binding();
        if (binding.isEmpty() || !client.mayComeFrom(request.getRemoteAddr()) || !hasCertificate(binding, request)) {
            return Optional.empty();
        }
        if (binding.proofKey() == null) {
            return scheme == Credentials.Scheme.BEARER ? Optional.of(client) : Optional.empty();
        }
        if (scheme != Credentials.Scheme.PROVED) {
            return Optional.empty();
        }
        return proofs.read(request, token)
                .filter(proof -> proof.key().equals(binding.proofKey()))
                .flatMap(proof -> useOnce(client, "proof", proof.key() + ":" + proof.id(), now));
    }

    private boolean hasCertificate(ApiTokens.Binding binding, HttpServletRequest request) {
        byte[] bound = binding.certificate();
        return bound == null
                || certificates
                        .thumbprint(request)
                        .filter(shown -> java.security.MessageDigest.isEqual(shown, bound))
                        .isPresent();
    }

    private record Signer(ClientKey key, String id) {}

    private Optional<Signer> signer(ApiClient client, SignedText assertion, HttpServletRequest request) {
        String named = assertion.jwt().getHeader().getKeyID();
        for (var key : keys.of(client.id(), ApiLimits.KEYS_MAX)) {
            if (key.isRevoked() || (named != null && !named.equals(key.thumbprint()))) {
                continue;
            }
            var id = assertion
                    .by(PublicKeys.parse(key.jwk()))
                    .filter(claims -> isOf(client, claims, request))
                    .flatMap(SignedText::id);
            if (id.isPresent()) {
                return Optional.of(new Signer(key, id.get()));
            }
        }
        return Optional.empty();
    }

    private boolean isOf(ApiClient client, JWTClaimsSet claims, HttpServletRequest request) {
        String id = client.id().toString();
        return id.equals(claims.getIssuer())
                && id.equals(claims.getSubject())
                && claims.getAudience().equals(List.of(own.ofTokens(request)))
                && claims.getExpirationTime() != null
                && SignedText.isOf(claims, ApiLimits.SIGNED_AGE_MAX, clock);
    }

    private ApiTokens.Binding binding(ApiClient client, HttpServletRequest request, Instant now) {
        @Nullable String key = null;
        if (Proofs.isSent(request)) {
            var proof = proofs.read(request, null).orElseThrow(TokenProblem::notBound);
            var _ = useOnce(client, "proof", proof.key() + ":" + proof.id(), now)
                    .orElseThrow(TokenProblem::notBound);
            key = proof.key();
        }
        var binding =
                new ApiTokens.Binding(key, certificates.thumbprint(request).orElse(null));
        if (binding.isEmpty()) {
            throw TokenProblem.notBound();
        }
        return binding;
    }

    /** The client, where it has not used that yet. */
    private Optional<ApiClient> useOnce(ApiClient client, String kind, String id, Instant now) {
        byte[] mac = sealer.tokenMac(kind + ":" + id);
        return once.use(client.org(), client.id(), mac, now.plus(ApiLimits.ONCE), now)
                ? Optional.of(client)
                : Optional.empty();
    }
}
