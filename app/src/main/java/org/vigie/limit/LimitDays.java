package org.vigie.limit;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.organisation.OrgId;

/** The table limit_day. */
@Repository
class LimitDays {
    /** Days of one key that are kept, today included: enough for whoever asks what was used yesterday. */
    private static final int DAYS_KEPT = 31;

    /** A block is at most this part of what is left: near its end a day is not kept from one process by another. */
    private static final int BLOCKS_LEFT_MIN = 8;

    private final JdbcClient db;

    LimitDays(JdbcClient db) {
        this.db = db;
    }

    /** The row of one day: who has a quota, in which organisation, and the day in UTC. */
    record Day(OrgId org, UUID whose, LocalDate date) {}

    /** Keys with a row, and how many of them are used up. */
    record Used(long keys, long empty) {}

    /**
     * Takes so many of that day. Others who take of it wait until the transaction ends, and then see what it took.
     *
     * @return how many are taken then; empty, and nothing taken, when so many are not left
     */
    Optional<Integer> take(Limit limit, Day day, int count, int size) {
        if (count > size) {
            return Optional.empty();
        }
        Optional<Integer> used = db.sql("""
                insert into limit_day as one (org_id, name, whose, day, used) values (:org, :name, :whose, :day, :count)
                on conflict (org_id, name, whose, day) do update set used = one.used + :count
                where one.used + :count <= :size
                returning one.used
                """)
                .param("org", day.org().value())
                .param("name", limit.name())
                .param("whose", day.whose())
                .param("day", day.date())
                .param("count", count)
                .param("size", size)
                .query(Integer.class)
                .optional();
        // once a day, with the first of it: thousands may follow
        if (used.filter(first -> first == count).isPresent()) {
            forgetOld(limit, day);
        }
        return used;
    }

    /**
     * Takes as many of that day as are needed now, and more to be spent later as long as many are left. Within a transaction of
     * its own: nobody else takes of that day until it ends.
     *
     * @return how many, at most {@link Limit#BLOCK_MAX} unless more are needed; 0, and nothing taken, when so many are not left
     */
    int takeBlock(Limit limit, Day day, int needed, int size) {
        if (needed > size) {
            return 0;
        }
        int used = lock(limit, day);
        int left = size - used;
        if (needed > left) {
            return 0;
        }
        int block = Math.max(needed, Math.min(Limit.BLOCK_MAX, left / BLOCKS_LEFT_MIN));
        db.sql("""
                update limit_day set used = used + :block
                where org_id = :org and name = :name and whose = :whose and day = :day
                """)
                .param("org", day.org().value())
                .param("name", limit.name())
                .param("whose", day.whose())
                .param("day", day.date())
                .param("block", block)
                .update();
        if (used == 0) {
            forgetOld(limit, day);
        }
        return block;
    }

    /** How many are used, which nobody changes until the transaction ends. */
    private int lock(Limit limit, Day day) {
        return db.sql("""
                insert into limit_day as one (org_id, name, whose, day, used) values (:org, :name, :whose, :day, 0)
                on conflict (org_id, name, whose, day) do update set used = one.used
                returning one.used
                """)
                .param("org", day.org().value())
                .param("name", limit.name())
                .param("whose", day.whose())
                .param("day", day.date())
                .query(Integer.class)
                .single();
    }

    private void forgetOld(Limit limit, Day day) {
        db.sql("delete from limit_day where org_id = :org and name = :name and whose = :whose and day <= :old")
                .param("org", day.org().value())
                .param("name", limit.name())
                .param("whose", day.whose())
                .param("old", day.date().minusDays(DAYS_KEPT))
                .update();
    }

    Used used(Limit limit, LocalDate day, int size) {
        return db.sql("""
                select count(*) as keys, count(*) filter (where used >= :size) as empty
                from limit_day where name = :name and day = :day
                """)
                .param("name", limit.name())
                .param("day", day)
                .param("size", size)
                .query((row, number) -> new Used(row.getLong("keys"), row.getLong("empty")))
                .single();
    }
}
