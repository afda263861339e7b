package org.vigie.compartment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table compartment_member. What people write is sealed. */
@Repository
class Members {
    private static final String COLUMNS = """
            select id, person_id, since, until, reason_sealed, added_by, end_sealed, glass_broken, reviewed_at, reviewed_by,
                   review_sealed
            from compartment_member
            """;

    private final JdbcClient db;
    private final Sealer sealer;

    Members(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    void add(OrgId org, CompartmentId compartment, Member member) {
        db.sql("""
                insert into compartment_member
                    (id, org_id, compartment_id, person_id, since, until, reason_sealed, added_by, glass_broken)
                values (:id, :org, :compartment, :person, :since, :until, :reason, :by, :broken)
                """)
                .param("id", member.id())
                .param("org", org.value())
                .param("compartment", compartment.value())
                .param("person", member.person())
                .param("since", Sql.utc(member.since()))
                .param("until", Sql.utc(member.until()))
                .param("reason", sealer.seal(member.reason(), sealedIn("reason_sealed", member.id())))
                .param("by", member.addedBy())
                .param("broken", member.glassBroken())
                .update();
    }

    /** Now and before, the newest first. */
    List<Member> of(CompartmentId compartment, int limit) {
        return db.sql(COLUMNS + "where compartment_id = :compartment order by since desc, id limit :limit")
                .param("compartment", compartment.value())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    Optional<Member> find(CompartmentId compartment, UUID id) {
        return db.sql(COLUMNS + "where compartment_id = :compartment and id = :id")
                .param("compartment", compartment.value())
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** Those who were let in and whom nobody has put out, whether they may still sign in or not. */
    Set<UUID> letIn(CompartmentId compartment) {
        return Set.copyOf(
                db.sql("select person_id from compartment_member where compartment_id = :compartment and until is null")
                        .param("compartment", compartment.value())
                        .query((row, number) -> Sql.id(row, "person_id"))
                        .list());
    }

    /** The same of all compartments that are in reach. */
    Set<UUID> letInAnywhere() {
        return Set.copyOf(db.sql("select distinct person_id from compartment_member where until is null")
                .query((row, number) -> Sql.id(row, "person_id"))
                .list());
    }

    boolean isLetIn(CompartmentId compartment, UUID person) {
        return db.sql("""
                select exists (select 1 from compartment_member
                               where compartment_id = :compartment and person_id = :person and until is null)
                """)
                .param("compartment", compartment.value())
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** How often the glass of those that one may see was broken and nobody has said what to think of it. */
    int waitingForReview() {
        return db.sql("select count(*) from compartment_member where glass_broken and reviewed_at is null")
                .query(Integer.class)
                .single();
    }

    void end(UUID id, Instant at, String reason) {
        db.sql("update compartment_member set until = greatest(since, :at), end_sealed = :reason where id = :id")
                .param("id", id)
                .param("at", Sql.utc(at))
                .param("reason", sealer.seal(reason, sealedIn("end_sealed", id)))
                .update();
    }

    void review(UUID id, UUID by, Instant at, String words) {
        db.sql("""
                update compartment_member set reviewed_at = :at, reviewed_by = :by, review_sealed = :words
                where id = :id and reviewed_at is null
                """)
                .param("id", id)
                .param("at", Sql.utc(at))
                .param("by", by)
                .param("words", sealer.seal(words, sealedIn("review_sealed", id)))
                .update();
    }

    private Member row(ResultSet row, int number) throws SQLException {
        var id = Sql.id(row, "id");
        return new Member(
                id,
                Sql.id(row, "person_id"),
                Sql.at(row, "since"),
                Sql.instant(row, "until"),
                sealer.open(row.getBytes("reason_sealed"), sealedIn("reason_sealed", id)),
                Sql.id(row, "added_by"),
                open(row.getBytes("end_sealed"), sealedIn("end_sealed", id)),
                row.getBoolean("glass_broken"),
                Sql.instant(row, "reviewed_at"),
                Sql.optionalId(row, "reviewed_by"),
                open(row.getBytes("review_sealed"), sealedIn("review_sealed", id)));
    }

    private @Nullable String open(byte @Nullable [] sealed, SealedIn place) {
        return sealed == null ? null : sealer.open(sealed, place);
    }

    private static SealedIn sealedIn(String column, UUID id) {
        return new SealedIn("compartment_member", column, id);
    }
}
