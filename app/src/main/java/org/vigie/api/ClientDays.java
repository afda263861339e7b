package org.vigie.api;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table api_client_day. */
@Repository
class ClientDays {
    private final JdbcClient db;

    ClientDays(JdbcClient db) {
        this.db = db;
    }

    /** Takes so many of the client's quota of that day; false, and nothing taken, when so many are not left. */
    boolean take(ApiClient client, LocalDate day, int count) {
        if (count > client.dailyQuota()) {
            return false;
        }
        return db.sql("""
                insert into api_client_day as one (client_id, org_id, day, used) values (:client, :org, :day, :count)
                on conflict (client_id, day) do update set used = one.used + :count where one.used + :count <= :quota
                """)
                        .param("client", client.id())
                        .param("org", client.org().value())
                        .param("day", day)
                        .param("count", count)
                        .param("quota", client.dailyQuota())
                        .update()
                == 1;
    }
}
