package org.vigie.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.staff.passkey.KnownPasskey;
import org.vigie.staff.passkey.NewPasskey;

/** The table passkey. */
@Repository
class Passkeys {
    private final JdbcClient db;

    Passkeys(JdbcClient db) {
        this.db = db;
    }

    /** Where in the installation the passkey with this credential id is; the one look that needs no organisation. */
    Optional<PasskeyPlace> place(byte[] credentialId) {
        return db.sql("select passkey_id, person_id, org_id from find_passkey(:id)")
                .param("id", credentialId)
                .query((row, number) -> new PasskeyPlace(
                        Sql.id(row, "passkey_id"), Sql.id(row, "person_id"), new OrgId(Sql.id(row, "org_id"))))
                .optional();
    }

    record PasskeyPlace(UUID passkey, UUID person, OrgId org) {}

    void add(UUID id, Person owner, NewPasskey made, String label, Instant now) {
        db.sql("""
                insert into passkey (id, org_id, person_id, credential_id, attested_data, sign_count, transports,
                                     backup_eligible, backed_up, label, created_at)
                values (:id, :org, :person, :credential, :data, :count, :transports, :eligible, :backedUp, :label, :now)
                """)
                .param("id", id)
                .param("org", owner.org().value())
                .param("person", owner.id())
                .param("credential", made.credentialId())
                .param("data", made.attestedData())
                .param("count", made.signCount())
                .param("transports", made.transports().stream().sorted().toArray(String[]::new))
                .param("eligible", made.backupEligible())
                .param("backedUp", made.backedUp())
                .param("label", label)
                .param("now", Sql.utc(now))
                .update();
    }

    /** Held until the transaction ends, so that of two answers with the same count one is seen after the other. */
    Optional<KnownPasskey> hold(UUID id, UUID person) {
        return db.sql("""
                select attested_data, sign_count, backup_eligible from passkey
                where id = :id and person_id = :person
                for update
                """)
                .param("id", id)
                .param("person", person)
                .query((row, number) -> new KnownPasskey(
                        Person.handle(person),
                        row.getBytes("attested_data"),
                        row.getLong("sign_count"),
                        row.getBoolean("backup_eligible")))
                .optional();
    }

    void used(UUID id, long signCount, boolean backedUp, Instant now) {
        db.sql("update passkey set sign_count = :count, backed_up = :backedUp, last_used_at = :now where id = :id")
                .param("id", id)
                .param("count", signCount)
                .param("backedUp", backedUp)
                .param("now", Sql.utc(now))
                .update();
    }

    /** In the order in which they were added. */
    List<Passkey> of(UUID person) {
        return db.sql("""
                select id, label, backed_up, created_at, last_used_at from passkey
                where person_id = :person
                order by created_at, id
                limit :limit
                """)
                .param("person", person)
                .param("limit", StaffLimits.PASSKEYS_OF_A_PERSON)
                .query(Passkeys::row)
                .list();
    }

    List<byte[]> credentialIds(UUID person) {
        return db.sql(
                        "select credential_id from passkey where person_id = :person order by created_at, id limit :limit")
                .param("person", person)
                .param("limit", StaffLimits.PASSKEYS_OF_A_PERSON)
                .query((row, number) -> row.getBytes("credential_id"))
                .list();
    }

    int count(UUID person) {
        return db.sql("select count(*) from passkey where person_id = :person")
                .param("person", person)
                .query(Integer.class)
                .single();
    }

    /** False when this person has no such passkey. */
    boolean rename(UUID id, UUID person, String label) {
        return db.sql("update passkey set label = :label where id = :id and person_id = :person")
                        .param("id", id)
                        .param("person", person)
                        .param("label", label)
                        .update()
                == 1;
    }

    /** False when this person has no such passkey. */
    boolean remove(UUID id, UUID person) {
        return db.sql("delete from passkey where id = :id and person_id = :person")
                        .param("id", id)
                        .param("person", person)
                        .update()
                == 1;
    }

    private static Passkey row(ResultSet row, int number) throws SQLException {
        return new Passkey(
                Sql.id(row, "id"),
                row.getString("label"),
                row.getBoolean("backed_up"),
                Sql.at(row, "created_at"),
                Sql.instant(row, "last_used_at"));
    }
}
