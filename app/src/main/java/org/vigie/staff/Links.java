package org.vigie.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table person_link. */
@Repository
class Links {
    private final JdbcClient db;

    Links(JdbcClient db) {
        this.db = db;
    }

    /** Where in the installation the link with this token is; the one look that needs no organisation. */
    Optional<LinkPlace> place(byte[] tokenMac) {
        return db.sql("select link_id, org_id from find_link(:mac)")
                .param("mac", tokenMac)
                .query((row, number) -> new LinkPlace(Sql.id(row, "link_id"), new OrgId(Sql.id(row, "org_id"))))
                .optional();
    }

    record LinkPlace(UUID link, OrgId org) {}

    void add(Link link, OrgId org, byte[] tokenMac) {
        db.sql("""
                insert into person_link (id, org_id, person_id, purpose, token_mac, expires_at)
                values (:id, :org, :person, :purpose, :mac, :expires)
                """)
                .param("id", link.id())
                .param("org", org.value())
                .param("person", link.person())
                .param("purpose", link.purpose().name())
                .param("mac", tokenMac)
                .param("expires", Sql.utc(link.expiresAt()))
                .update();
    }

    Optional<Link> find(UUID id) {
        return db.sql("select id, person_id, purpose, expires_at, used_at from person_link where id = :id")
                .param("id", id)
                .query(Links::row)
                .optional();
    }

    /** False when it was used meanwhile or has expired. */
    boolean use(UUID id, Instant now) {
        return db.sql("update person_link set used_at = :now where id = :id and used_at is null and expires_at > :now")
                        .param("id", id)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** Older links of a person open nothing any more. */
    void expireAllOf(UUID person, Instant now) {
        db.sql("update person_link set used_at = :now where person_id = :person and used_at is null")
                .param("person", person)
                .param("now", Sql.utc(now))
                .update();
    }

    /** Links open nothing any more that let in whom that person invited; answers how many those were. */
    int expireInvitationsBy(UUID inviter, Instant now) {
        return db.sql("""
                update person_link set used_at = :now
                where purpose = 'ENROLMENT' and used_at is null and expires_at > :now
                  and person_id in (
                      select p.id from person p
                      join person_admission a on a.person_id = p.id and a.invited and a.admitted_by = :inviter
                      where p.state = 'INVITED')
                """).param("inviter", inviter).param("now", Sql.utc(now)).update();
    }

    private static Link row(ResultSet row, int number) throws SQLException {
        return new Link(
                Sql.id(row, "id"),
                Sql.id(row, "person_id"),
                Link.Purpose.valueOf(row.getString("purpose")),
                Sql.at(row, "expires_at"),
                Sql.instant(row, "used_at"));
    }
}
