package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The hash_list_policy table: each policy that a list ever had. */
@Repository
class ListPolicies {
    private final JdbcClient db;

    ListPolicies(JdbcClient db) {
        this.db = db;
    }

    /** Adds the policy that the list has; one that is there already stays. */
    void add(OrgId org, HashList list, Instant since) {
        db.sql("""
                insert into hash_list_policy
                    (list_id, org_id, version, exact_notifies, near_notifies_up_to, quality_min, distance_max, since)
                values (:list, :org, :version, :exactNotifies, :nearNotifiesUpTo, :qualityMin, :distanceMax, :since)
                on conflict (list_id, version) do nothing
                """)
                .param("list", list.id().value())
                .param("org", org.value())
                .param("version", list.version())
                .param("exactNotifies", list.policy().exactNotifies())
                .param("nearNotifiesUpTo", list.policy().nearNotifiesUpTo())
                .param("qualityMin", list.policy().qualityMin())
                .param("distanceMax", list.policy().distanceMax())
                .param("since", utc(since))
                .update();
    }

    /** The one that a list had then. */
    Optional<PolicyVersion> at(ListId list, Instant at) {
        return db.sql("""
                select * from hash_list_policy where list_id = :list and since <= :at order by since desc, version desc limit 1
                """)
                .param("list", list.value())
                .param("at", utc(at))
                .query((row, number) ->
                        new PolicyVersion(row.getInt("version"), HashLists.policy(row), Sql.at(row, "since")))
                .optional();
    }
}
