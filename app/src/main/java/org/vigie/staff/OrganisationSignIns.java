package org.vigie.staff;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table organisation_sign_in, and who of the people is bound to a subject of it. */
@Repository
class OrganisationSignIns {
    private static final String OPEN = """
            select 1 from person p join organisation_sign_in s on s.issuer = p.oidc_issuer where p.id = :id
            """;

    private final JdbcClient db;

    OrganisationSignIns(JdbcClient db) {
        this.db = db;
    }

    /** Whose code this is; the one look that needs no organisation. */
    Optional<OrgId> place(String code) {
        return db.sql("select org_id from find_organisation_sign_in(:code)")
                .param("code", code)
                .query((row, number) -> new OrgId(Sql.id(row, "org_id")))
                .optional();
    }

    /** Of the bound organisation. */
    Optional<OrganisationSignIn> get() {
        return db.sql("select code, issuer, client_id from organisation_sign_in")
                .query((row, number) -> new OrganisationSignIn(
                        row.getString("code"), row.getString("issuer"), row.getString("client_id")))
                .optional();
    }

    Optional<byte[]> secretSealed() {
        return db.sql("select secret_sealed from organisation_sign_in")
                .query(byte[].class)
                .optional();
    }

    void save(OrgId org, OrganisationSignIn signIn, byte[] secretSealed, Instant now) {
        db.sql("""
                insert into organisation_sign_in (org_id, code, issuer, client_id, secret_sealed, changed_at)
                values (:org, :code, :issuer, :client, :secret, :now)
                on conflict (org_id) do update
                set code = excluded.code, issuer = excluded.issuer, client_id = excluded.client_id,
                    secret_sealed = excluded.secret_sealed, changed_at = excluded.changed_at
                """)
                .param("org", org.value())
                .param("code", signIn.code())
                .param("issuer", signIn.issuer())
                .param("client", signIn.clientId())
                .param("secret", secretSealed)
                .param("now", Sql.utc(now))
                .update();
    }

    boolean remove() {
        return db.sql("delete from organisation_sign_in").update() == 1;
    }

    /** Whom that service names; nobody once the organisation has another. */
    Optional<UUID> personOf(byte[] subjectMac, String issuer) {
        return db.sql("""
                select p.id from person p join organisation_sign_in s on s.org_id = p.org_id
                where p.oidc_mac = :mac and s.issuer = :issuer
                """)
                .param("mac", subjectMac)
                .param("issuer", issuer)
                .query(UUID.class)
                .optional();
    }

    /** Notes by which service the person is known, where it was not noted when they were bound to it. */
    void known(UUID person, String issuer) {
        db.sql("update person set oidc_issuer = :issuer where id = :id and oidc_issuer is null")
                .param("id", person)
                .param("issuer", issuer)
                .update();
    }

    /** Whether the person is bound to a subject of the service that the organisation has. */
    boolean opensTo(UUID person) {
        return db.sql("select exists (" + OPEN + ")")
                .param("id", person)
                .query(Boolean.class)
                .single();
    }

    /** The same, and that stays so until the transaction ends. */
    boolean staysOpenTo(UUID person) {
        return db.sql(OPEN + "for share of s")
                .param("id", person)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** False when the person is not invited any more. */
    boolean enrol(UUID person, byte[] subjectMac, String issuer) {
        return db.sql("""
                update person set oidc_mac = :mac, oidc_issuer = :issuer, sign_in_name = id::text, state = 'ACTIVE',
                       version = version + 1
                where id = :id and state = 'INVITED'
                """)
                        .param("id", person)
                        .param("mac", subjectMac)
                        .param("issuer", issuer)
                        .update()
                == 1;
    }
}
