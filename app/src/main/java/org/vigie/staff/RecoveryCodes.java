package org.vigie.staff;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table recovery_code. */
@Repository
class RecoveryCodes {
    private final JdbcClient db;

    RecoveryCodes(JdbcClient db) {
        this.db = db;
    }

    /** Whether the person made codes after one was used the last time. */
    boolean madeSinceUse(UUID person) {
        return db.sql("""
                select exists (select from recovery_code
                               where person_id = :person
                                 and made_at > (select max(used_at) from recovery_code where person_id = :person))
                """).param("person", person).query(Boolean.class).single();
    }

    /** Those of before open nothing any more. */
    void replace(Person owner, List<byte[]> macs, Instant now) {
        db.sql("delete from recovery_code where person_id = :person and used_at is null")
                .param("person", owner.id())
                .update();
        for (byte[] mac : macs) {
            db.sql("""
                    insert into recovery_code (id, org_id, person_id, code_mac, made_at)
                    values (:id, :org, :person, :mac, :now)
                    """)
                    .param("id", UUID.randomUUID())
                    .param("org", owner.org().value())
                    .param("person", owner.id())
                    .param("mac", mac)
                    .param("now", Sql.utc(now))
                    .update();
        }
    }

    /** False when the person has no such code or it was used: each counts once, also when two come at the same moment. */
    boolean use(UUID person, byte[] mac, Instant now) {
        return db.sql("""
                        update recovery_code set used_at = :now
                        where person_id = :person and code_mac = :mac and used_at is null
                        """)
                        .param("person", person)
                        .param("mac", mac)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    int left(UUID person) {
        return db.sql("select count(*) from recovery_code where person_id = :person and used_at is null")
                .param("person", person)
                .query(Integer.class)
                .single();
    }

    Optional<Instant> lastUse(UUID person) {
        return db.sql("""
                select used_at from recovery_code
                where person_id = :person and used_at is not null
                order by used_at desc limit 1
                """)
                .param("person", person)
                .query((row, number) -> Sql.at(row, "used_at"))
                .optional();
    }

    /** The last use of each person who used one since then. */
    Map<UUID, Instant> usedSince(Instant since) {
        var used = new HashMap<UUID, Instant>();
        db.sql("""
                select person_id, max(used_at) as used_at from recovery_code
                where used_at >= :since
                group by person_id
                order by max(used_at) desc
                limit :limit
                """)
                .param("since", Sql.utc(since))
                .param("limit", StaffLimits.PEOPLE_ON_A_PAGE)
                .query(row -> {
                    used.put(Sql.id(row, "person_id"), Sql.at(row, "used_at"));
                });
        return used;
    }
}
