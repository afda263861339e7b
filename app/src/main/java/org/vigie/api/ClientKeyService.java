package org.vigie.api;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/** The public keys of the clients of the bound organisation. Every change is audited. */
@Service
public class ClientKeyService {
    private final ClientService clients;
    private final ClientKeys keys;
    private final AuditService audit;
    private final Clock clock;

    ClientKeyService(ClientService clients, ClientKeys keys, AuditService audit, Clock clock) {
        this.clients = clients;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Believes what that key signs. For people there is {@link ClientRequestService#addKey}, which asks for a second one.
     *
     * @param jwk the public key: Ed25519, P-256 or RSA of 2048 bits or more
     * @throws Refusal where it is none, holds a private part, was added before, or the client is none or has too many
     */
    @Transactional
    public ClientKey add(UUID client, String jwk, AuditActor by) {
        var key = good(client, jwk);
        var added = new ClientKey(
                UUID.randomUUID(),
                client,
                PublicKeys.thumbprint(key),
                PublicKeys.algorithm(key).getName(),
                key.toPublicJWK().toJSONString(),
                clock.instant(),
                null);
        if (!keys.add(CurrentOrganisation.require(), added)) {
            throw new Refusal("api.client.keys.known");
        }
        audit.record(new AuditAct(
                "client.key-added",
                by,
                List.of(client.toString(), added.id().toString()),
                Map.of("thumbprint", added.thumbprint(), "algorithm", added.algorithm())));
        return added;
    }

    /**
     * The key, if it can be added.
     *
     * @throws Refusal as {@link #add}
     */
    JWK good(UUID client, String jwk) {
        if (clients.require(client).isRevoked()) {
            throw new Refusal("api.clients.unknown");
        }
        var all = keys.of(client, ApiLimits.KEYS_MAX);
        if (all.size() >= ApiLimits.KEYS_MAX) {
            throw new Refusal("api.client.keys.many", ApiLimits.KEYS_MAX);
        }
        var key = read(jwk);
        var thumbprint = PublicKeys.thumbprint(key);
        if (all.stream().anyMatch(one -> one.thumbprint().equals(thumbprint))) {
            throw new Refusal("api.client.keys.known");
        }
        return key;
    }

    /**
     * Believes it no more; tokens that were given for it end with it.
     *
     * @throws Refusal where there is no such key, or it is revoked already
     */
    @Transactional
    public void revoke(UUID key, AuditActor by) {
        if (!keys.revoke(key, clock.instant())) {
            throw new Refusal("api.client.keys.unknown");
        }
        audit.record(AuditAct.of("client.key-revoked", by, key));
    }

    /** Whether it is a key of that client of the bound organisation, revoked or not. */
    @Transactional(readOnly = true)
    public boolean isOf(UUID client, UUID key) {
        return keys.isOf(client, key);
    }

    /** The newest first, revoked ones among them. */
    @Transactional(readOnly = true)
    public List<ClientKey> of(UUID client) {
        return keys.of(client, ApiLimits.KEYS_MAX);
    }

    private static JWK read(String jwk) {
        try {
            return PublicKeys.parse(jwk.strip());
        } catch (IllegalArgumentException notOne) {
            throw new Refusal("api.client.keys.form");
        }
    }
}
