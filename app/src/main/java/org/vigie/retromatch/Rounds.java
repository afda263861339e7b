package org.vigie.retromatch;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Sql;
import org.vigie.hashlist.EntryMark;
import org.vigie.hashlist.ListId;
import org.vigie.organisation.OrgId;

/** The retro_match table. */
@Repository
class Rounds {
    private final JdbcClient db;

    Rounds(JdbcClient db) {
        this.db = db;
    }

    /** Whether it was added; false where the list has one. */
    boolean add(OrgId org, Round round) {
        return columns(round, """
            insert into retro_match (list_id, org_id, state, generation, asked_at, late_from, position, stop_at, is_wrapped,
                                     mark_transaction, mark_entry, entries, entries_left, is_near,
                                     compared, found, finished_at)
            values (:list, :org, :state, :generation, :askedAt, :lateFrom, :position, :stopAt, :isWrapped,
                    :markTransaction::text::xid8, :markEntry, :entries, :entriesLeft, :isNear,
                    :compared, :found, :finishedAt)
            on conflict (list_id) do nothing
            """).param("org", org.value()).update() == 1;
    }

    void save(Round round) {
        columns(round, """
            update retro_match
            set state = :state, generation = :generation, asked_at = :askedAt, late_from = :lateFrom,
                position = :position, stop_at = :stopAt,
                is_wrapped = :isWrapped, mark_transaction = :markTransaction::text::xid8, mark_entry = :markEntry,
                entries = :entries, entries_left = :entriesLeft, is_near = :isNear, compared = :compared, found = :found, finished_at = :finishedAt
            where list_id = :list
            """).update();
    }

    Optional<Round> find(ListId list) {
        return db.sql("select * from retro_match where list_id = :list")
                .param("list", list.value())
                .query(Rounds::row)
                .optional();
    }

    Optional<Round> lock(ListId list) {
        return db.sql("select * from retro_match where list_id = :list for update")
                .param("list", list.value())
                .query(Rounds::row)
                .optional();
    }

    private StatementSpec columns(Round round, String sql) {
        return db.sql(sql)
                .param("list", round.list().value())
                .param("state", round.state().name())
                .param("generation", round.generation())
                .param("askedAt", utc(round.askedAt()))
                .param("lateFrom", utc(round.lateFrom()))
                .param("position", bytes(round.position()))
                .param("stopAt", bytes(round.stopAt()))
                .param("isWrapped", round.isWrapped())
                .param("markTransaction", Long.toString(round.news().mark().transaction()))
                .param("markEntry", round.news().mark().entry())
                .param("entries", round.news().entries())
                .param("entriesLeft", round.news().left())
                .param("isNear", round.news().isNear())
                .param("compared", round.compared())
                .param("found", round.found())
                .param("finishedAt", utc(round.finishedAt()));
    }

    private static Round row(ResultSet row, int number) throws SQLException {
        return new Round(
                new ListId(Sql.id(row, "list_id")),
                Round.State.valueOf(row.getString("state")),
                row.getInt("generation"),
                Sql.at(row, "asked_at"),
                Sql.at(row, "late_from"),
                hash(row.getBytes("position")),
                hash(row.getBytes("stop_at")),
                row.getBoolean("is_wrapped"),
                new News(
                        new EntryMark(Long.parseLong(row.getString("mark_transaction")), row.getLong("mark_entry")),
                        row.getLong("entries"),
                        row.getLong("entries_left"),
                        row.getBoolean("is_near")),
                row.getLong("compared"),
                row.getLong("found"),
                Sql.instant(row, "finished_at"));
    }

    private static @Nullable HashValue hash(byte @Nullable [] sha256) {
        return sha256 == null ? null : HashValue.of(HashAlgorithm.SHA256, sha256);
    }

    private static byte @Nullable [] bytes(@Nullable HashValue hash) {
        return hash == null ? null : hash.bytes();
    }
}
