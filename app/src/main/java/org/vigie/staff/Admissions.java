package org.vigie.staff;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table person_admission: who let whom in, as what and when. */
@Repository
class Admissions {
    /** An invitation, or a role. */
    enum How {
        INVITED,
        GIVEN
    }

    private final JdbcClient db;

    Admissions(JdbcClient db) {
        this.db = db;
    }

    void add(Person person, Set<Role> roles, How how, UUID by, Instant at) {
        for (var role : roles) {
            db.sql("""
                    insert into person_admission (id, org_id, person_id, role, invited, admitted_by, admitted_at)
                    values (:id, :org, :person, :role, :invited, :by, :at)
                    """)
                    .param("id", UUID.randomUUID())
                    .param("org", person.org().value())
                    .param("person", person.id())
                    .param("role", role.name())
                    .param("invited", how == How.INVITED)
                    .param("by", by)
                    .param("at", Sql.utc(at))
                    .update();
        }
    }

    /**
     * Of these people, who let them in since that moment: by an invitation, or by one of these roles, where they held none of them for
     * longer.
     */
    List<Admission> since(Set<UUID> people, Set<Role> roles, Instant since) {
        return db.sql("""
                select a.person_id, a.admitted_by, a.admitted_at from person_admission a
                where a.person_id = any (:people) and a.admitted_by <> a.person_id and a.admitted_at > :since
                  and (a.invited
                       or a.role = any (:roles)
                          and not exists (
                              select 1 from person_role r
                              where r.person_id = a.person_id and r.role = any (:roles)
                                and not exists (select 1 from person_admission n
                                                where n.person_id = r.person_id and n.role = r.role and n.admitted_at > :since)))
                """)
                .param("people", people.toArray(UUID[]::new))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("since", Sql.utc(since))
                .query((row, number) ->
                        new Admission(Sql.id(row, "person_id"), Sql.id(row, "admitted_by"), Sql.at(row, "admitted_at")))
                .list();
    }

    /** Who may do what administrators do and was let in as one since that moment; each once, the newest first. */
    List<NewAdministrator> newAdministrators(Instant since, int limit) {
        return db.sql("""
                select * from (
                    select distinct on (p.id) p.id, p.name, b.name as by_name, a.admitted_at
                    from person_admission a
                    join person p on p.id = a.person_id and p.state in ('INVITED', 'ACTIVE')
                    join person_role r on r.person_id = p.id and r.role = 'ADMINISTRATOR'
                    left join person b on b.id = a.admitted_by
                    where a.role = 'ADMINISTRATOR' and a.admitted_at > :since
                    order by p.id, a.admitted_at desc) one
                order by admitted_at desc, id limit :limit
                """)
                .param("since", Sql.utc(since))
                .param("limit", limit)
                .query((row, number) -> {
                    var by = row.getString("by_name");
                    return new NewAdministrator(
                            Sql.id(row, "id"), row.getString("name"), by == null ? "" : by, Sql.at(row, "admitted_at"));
                })
                .list();
    }
}
