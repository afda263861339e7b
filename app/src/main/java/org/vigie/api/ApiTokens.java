package org.vigie.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table api_token. */
@Repository
class ApiTokens {
    private final JdbcClient db;

    ApiTokens(JdbcClient db) {
        this.db = db;
    }

    /**
     * A client and the organisation that must be bound to see more of it.
     *
     * @param livesLong whether it was found by one of the tokens that people hand over, and not by one of minutes
     */
    record Place(UUID client, OrgId org, boolean livesLong) {}

    /** Where in the installation the client with this token of either kind is; a look that needs no organisation. */
    Optional<Place> place(byte[] mac) {
        return db.sql("""
                select client_id, org_id, false as lives_long from find_api_token(:mac)
                union all
                select client_id, org_id, true from find_api_client(:mac)
                limit 1
                """)
                .param("mac", mac)
                .query((row, number) -> new Place(
                        Sql.id(row, "client_id"), new OrgId(Sql.id(row, "org_id")), row.getBoolean("lives_long")))
                .optional();
    }

    void add(byte[] mac, ApiClient client, UUID key, Binding binding, Instant now, Instant until) {
        db.sql("""
                insert into api_token (token_mac, org_id, client_id, key_id, proof_key, certificate, issued_at, expires_at)
                values (:mac, :org, :client, :key, :proof, :certificate, :now, :until)
                """)
                .param("mac", mac)
                .param("org", client.org().value())
                .param("client", client.id())
                .param("key", key)
                .param("proof", binding.proofKey())
                .param("certificate", binding.certificate())
                .param("now", Sql.utc(now))
                .param("until", Sql.utc(until))
                .update();
    }

    /** Whose it is and what must come with it, unless it, its key or its client has ended. */
    Optional<Good> good(byte[] mac, Instant now) {
        return db.sql("select " + ApiClients.COLUMNS + """
                , api_token.proof_key, api_token.certificate
                from api_token
                join api_client on api_client.id = api_token.client_id
                join api_client_key on api_client_key.id = api_token.key_id
                where api_token.token_mac = :mac and api_token.expires_at > :now and api_token.revoked_at is null
                  and api_client.revoked_at is null and api_client_key.revoked_at is null
                """)
                .param("mac", mac)
                .param("now", Sql.utc(now))
                .query((row, number) -> new Good(
                        ApiClients.row(row, number),
                        new Binding(row.getString("proof_key"), row.getBytes("certificate"))))
                .optional();
    }

    record Good(ApiClient client, Binding binding) {}

    /**
     * What a token is bound to.
     *
     * @param proofKey thumbprint of the key that signs a proof with each request; null where none is needed
     * @param certificate SHA-256 of the certificate of the connection; null where none is needed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time by who holds it, never by equals
    record Binding(@Nullable String proofKey, byte @Nullable [] certificate) {
        boolean isEmpty() {
            return proofKey == null && certificate == null;
        }
    }

    /** Ends what the client was given; how many that were good. */
    int revoke(UUID client, Instant now) {
        return db.sql("""
                update api_token set revoked_at = :now
                where client_id = :client and revoked_at is null and expires_at > :now
                """).param("client", client).param("now", Sql.utc(now)).update();
    }

    /** Drops tokens of the client that ended before then. */
    void dropEnded(UUID client, Instant before, int limit) {
        db.sql("""
                delete from api_token where token_mac in (
                    select token_mac from api_token where client_id = :client and expires_at < :before
                    order by expires_at limit :limit for update skip locked)
                """)
                .param("client", client)
                .param("before", Sql.utc(before))
                .param("limit", limit)
                .update();
    }
}
