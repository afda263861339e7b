package org.vigie.exchange;

import static org.vigie.database.Sql.utc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.hashlist.ListId;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The exchange_source table. */
@Repository
class ExchangeSources {
    private final JdbcClient db;
    private final Sealer sealer;

    ExchangeSources(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Whether it was added; false where the list has a source. */
    boolean add(OrgId org, ExchangeSource source, String password) {
        return db.sql("""
                        insert into exchange_source (id, org_id, list_id, service, base, user_name, password_sealed, exploitative, checkpoint)
                        values (:id, :org, :list, :service, :base, :user, :password, :exploitative, :checkpoint)
                        on conflict (list_id) do nothing
                        """)
                        .param("id", source.id().value())
                        .param("org", org.value())
                        .param("list", source.list().value())
                        .param("service", source.service().name())
                        .param("base", source.base().toString())
                        .param("user", source.user())
                        .param("password", sealer.seal(password, sealedIn(source.id())))
                        .param("exploitative", source.isExploitative())
                        .param("checkpoint", utc(source.checkpoint()))
                        .update()
                == 1;
    }

    /** Keeps how far it is. Whether it is stopped is not part of that: a person may say so meanwhile. */
    void save(ExchangeSource source) {
        ExchangeSource.Full full = source.full();
        ExchangeSource.Range range = source.range();
        db.sql("""
                update exchange_source
                set checkpoint = :checkpoint, range_to = :to, next_page = :next, next_at = :nextAt, pages = :pages,
                    full_from = :fullFrom, full_to = :fullTo, full_at = :fullAt, tried_at = :tried, problem = :problem
                where id = :id
                """)
                .param("checkpoint", utc(source.checkpoint()))
                .param("to", range == null ? null : utc(range.to()))
                .param("next", range == null ? null : range.nextPage())
                .param("nextAt", range == null ? null : utc(range.at()))
                .param("pages", range == null ? 0 : range.pages())
                .param("fullFrom", full == null ? null : utc(full.from()))
                .param("fullTo", full == null ? null : utc(full.to()))
                .param("fullAt", full == null ? null : utc(full.at()))
                .param("tried", utc(source.triedAt()))
                .param("problem", source.problem())
                .param("id", source.id().value())
                .update();
    }

    /** Whether it went on until now. */
    boolean stop(SourceId id, Instant at) {
        return db.sql("update exchange_source set stopped_at = :at where id = :id and stopped_at is null")
                        .param("at", utc(at))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Whether it was stopped until now. */
    boolean start(SourceId id) {
        return db.sql("update exchange_source set stopped_at = null where id = :id and stopped_at is not null")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    Optional<ExchangeSource> find(SourceId id) {
        return db.sql("select * from exchange_source where id = :id")
                .param("id", id.value())
                .query(ExchangeSources::row)
                .optional();
    }

    Optional<ExchangeSource> of(ListId list) {
        return db.sql("select * from exchange_source where list_id = :list")
                .param("list", list.value())
                .query(ExchangeSources::row)
                .optional();
    }

    List<ExchangeSource> all(int limit) {
        return db.sql("select * from exchange_source order by id limit :limit")
                .param("limit", limit)
                .query(ExchangeSources::row)
                .list();
    }

    /** The password, opened. */
    String password(SourceId id) {
        byte[] sealed = db.sql("select password_sealed from exchange_source where id = :id")
                .param("id", id.value())
                .query(byte[].class)
                .single();
        return sealer.open(sealed, sealedIn(id));
    }

    private static SealedIn sealedIn(SourceId id) {
        return new SealedIn("exchange_source", "password_sealed", id.value());
    }

    private static ExchangeSource row(ResultSet row, int number) throws SQLException {
        return new ExchangeSource(
                new SourceId(Sql.id(row, "id")),
                new ListId(Sql.id(row, "list_id")),
                SourceKind.valueOf(row.getString("service")),
                URI.create(row.getString("base")),
                row.getString("user_name"),
                row.getBoolean("exploitative"),
                Sql.at(row, "checkpoint"),
                range(row),
                full(row),
                Sql.instant(row, "tried_at"),
                row.getString("problem"),
                Sql.instant(row, "stopped_at"));
    }

    private static ExchangeSource.@Nullable Full full(ResultSet row) throws SQLException {
        Instant at = Sql.instant(row, "full_at");
        return at == null ? null : new ExchangeSource.Full(Sql.at(row, "full_from"), Sql.at(row, "full_to"), at);
    }

    private static ExchangeSource.@Nullable Range range(ResultSet row) throws SQLException {
        String next = row.getString("next_page");
        return next == null
                ? null
                : new ExchangeSource.Range(Sql.at(row, "range_to"), next, Sql.at(row, "next_at"), row.getInt("pages"));
    }
}
