package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The hash_list table. */
@Repository
class HashLists {
    private final JdbcClient db;

    HashLists(JdbcClient db) {
        this.db = db;
    }

    /** Whether it was added; false where the organisation has a list of that name. */
    boolean add(OrgId org, HashList list) {
        return db.sql("""
                        insert into hash_list (id, org_id, name, kind, exact_notifies, near_notifies_up_to, quality_min, distance_max,
                                               created_at, version)
                        values (:id, :org, :name, :kind, :exactNotifies, :nearNotifiesUpTo, :qualityMin, :distanceMax, :createdAt, 0)
                        on conflict (org_id, name) do nothing
                        """)
                        .param("id", list.id().value())
                        .param("org", org.value())
                        .param("name", list.name().text())
                        .param("kind", list.kind().name())
                        .param("exactNotifies", list.policy().exactNotifies())
                        .param("nearNotifiesUpTo", list.policy().nearNotifiesUpTo())
                        .param("qualityMin", list.policy().qualityMin())
                        .param("distanceMax", list.policy().distanceMax())
                        .param("createdAt", utc(list.createdAt()))
                        .update()
                == 1;
    }

    Optional<HashList> find(ListId id) {
        return db.sql("select * from hash_list where id = :id")
                .param("id", id.value())
                .query(HashLists::row)
                .optional();
    }

    Optional<HashList> find(ListName name) {
        return db.sql("select * from hash_list where name = :name")
                .param("name", name.text())
                .query(HashLists::row)
                .optional();
    }

    List<HashList> all(int limit) {
        return db.sql("select * from hash_list order by name, id limit :limit")
                .param("limit", limit)
                .query(HashLists::row)
                .list();
    }

    /** Whether it was changed; false where somebody changed it since that version was read. */
    boolean changePolicy(HashList list, ListPolicy policy) {
        return db.sql("""
                        update hash_list
                        set exact_notifies = :exactNotifies, near_notifies_up_to = :nearNotifiesUpTo,
                            quality_min = :qualityMin, distance_max = :distanceMax, version = version + 1
                        where id = :id and version = :version
                        """)
                        .param("exactNotifies", policy.exactNotifies())
                        .param("nearNotifiesUpTo", policy.nearNotifiesUpTo())
                        .param("qualityMin", policy.qualityMin())
                        .param("distanceMax", policy.distanceMax())
                        .param("id", list.id().value())
                        .param("version", list.version())
                        .update()
                == 1;
    }

    /** What the columns of a list say of its policy. */
    static ListPolicy policy(ResultSet row) throws SQLException {
        return new ListPolicy(
                row.getBoolean("exact_notifies"),
                row.getInt("near_notifies_up_to"),
                row.getInt("quality_min"),
                row.getInt("distance_max"));
    }

    private static HashList row(ResultSet row, int number) throws SQLException {
        return new HashList(
                new ListId(Sql.id(row, "id")),
                new ListName(row.getString("name")),
                ListKind.valueOf(row.getString("kind")),
                policy(row),
                Sql.at(row, "created_at"),
                row.getInt("version"));
    }
}
