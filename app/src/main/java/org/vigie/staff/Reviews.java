package org.vigie.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The columns of the table person by which leavers and invitations are kept in view. */
@Repository
class Reviews {
    private static final String ROLES = "array(select role from person_role r where r.person_id = p.id order by role)";

    /** When somebody last said that the person belongs here; inviting them says so too. */
    private static final String SAID = "coalesce(p.reviewed_on, (p.created_at at time zone 'UTC')::date)";

    private final JdbcClient db;

    Reviews(JdbcClient db) {
        this.db = db;
    }

    /** Who can sign in: first those who did not for long, among them and after them those that are due, then by name. */
    List<Reviewed> all(LocalDate before, int limit) {
        return db.sql("""
                select p.id, p.name, %s as roles, p.last_signed_in_on, p.reviewed_on,
                       array_remove(array[case when exists (select 1 from passkey k where k.person_id = p.id) then 'PASSKEY' end,
                                          case when p.password_hash is not null then 'PASSWORD_AND_CODE' end,
                                          case when p.oidc_issuer = (select issuer from organisation_sign_in)
                                          then 'OIDC' end], null) as factors,
                       %s <= :before as due,
                       coalesce(p.last_signed_in_on, (p.created_at at time zone 'UTC')::date) <= :before as quiet
                from person p
                where p.state = 'ACTIVE'
                order by quiet desc, due desc, p.last_signed_in_on nulls first, p.name, p.id
                limit :limit
                """.formatted(ROLES, SAID))
                .param("before", before)
                .param("limit", limit)
                .query(Reviews::row)
                .list();
    }

    int due(LocalDate before) {
        return db.sql("select count(*) from person p where p.state = 'ACTIVE' and %s <= :before".formatted(SAID))
                .param("before", before)
                .query(Integer.class)
                .single();
    }

    void signedIn(UUID id, LocalDate day) {
        db.sql("""
                update person set last_signed_in_on = :day where id = :id and last_signed_in_on is distinct from :day
                """).param("id", id).param("day", day).update();
    }

    void reviewed(UUID id, LocalDate day) {
        db.sql("update person set reviewed_on = :day where id = :id")
                .param("id", id)
                .param("day", day)
                .update();
    }

    void left(UUID id, LocalDate day) {
        db.sql("update person set left_on = :day, reviewed_on = :day where id = :id")
                .param("id", id)
                .param("day", day)
                .update();
    }

    /** Those who have not enrolled, the newest first. */
    List<Invitation> invited(Instant now, int limit) {
        return db.sql("""
                select p.id, p.name, %s as roles, p.created_at,
                       (select b.name from person_admission a join person b on b.id = a.admitted_by
                        where a.person_id = p.id and a.invited order by a.admitted_at desc limit 1) as invited_by,
                       (select max(l.expires_at) from person_link l
                        where l.person_id = p.id and l.purpose = 'ENROLMENT' and l.used_at is null) as expires_at
                from person p
                where p.state = 'INVITED'
                order by p.created_at desc, p.id
                limit :limit
                """.formatted(ROLES))
                .param("limit", limit)
                .query((row, number) -> {
                    var expires = Sql.instant(row, "expires_at");
                    return new Invitation(
                            Sql.id(row, "id"),
                            row.getString("name"),
                            roles(row),
                            Sql.at(row, "created_at"),
                            row.getString("invited_by"),
                            expires,
                            expires != null && now.isBefore(expires));
                })
                .list();
    }

    /** Forgets somebody who never enrolled, with their links; false when they have meanwhile. */
    boolean forgetInvited(UUID id) {
        if (db.sql("select 1 from person where id = :id and state = 'INVITED' for update")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isEmpty()) {
            return false;
        }
        db.sql("delete from person_link where person_id = :id").param("id", id).update();
        db.sql("delete from person_role where person_id = :id").param("id", id).update();
        db.sql("delete from person_admission where person_id = :id")
                .param("id", id)
                .update();
        db.sql("delete from person where id = :id").param("id", id).update();
        return true;
    }

    private static Reviewed row(ResultSet row, int number) throws SQLException {
        return new Reviewed(
                Sql.id(row, "id"),
                row.getString("name"),
                roles(row),
                texts(row, "factors").stream().map(Factor::valueOf).collect(Collectors.toUnmodifiableSet()),
                row.getObject("last_signed_in_on", LocalDate.class),
                row.getObject("reviewed_on", LocalDate.class),
                row.getBoolean("due"),
                row.getBoolean("quiet"));
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        return texts(row, "roles").stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
