package org.vigie.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table person_session. */
@Repository
class PersonSessions {
    private static final String LIVE = """
            select s.id, s.person_id, s.browser, s.system, s.opened_at, s.opened_with, s.seen_at, s.proven_at, s.proven_with
            from person_session s
            join person p on p.id = s.person_id and p.version = s.person_version and p.state in ('ACTIVE', 'GUEST')
            where s.opened_at > :oldest and s.seen_at > :quiet
            """;

    private final JdbcClient db;

    PersonSessions(JdbcClient db) {
        this.db = db;
    }

    /**
     * Which rows still count.
     *
     * @param oldest opened after this
     * @param quiet seen after this
     */
    record Since(Instant oldest, Instant quiet) {
        static Since at(Instant now) {
            return new Since(
                    now.minus(StaffLimits.SESSION_MAX),
                    now.minus(StaffLimits.SESSION_REST_MAX).minus(StaffLimits.SESSION_SEEN_EVERY));
        }
    }

    void add(OpenSession session, Person person, byte[] mac, String node) {
        db.sql("""
                insert into person_session (session_mac, id, org_id, person_id, person_version, node, browser, system,
                                            opened_at, opened_with, seen_at, proven_at, proven_with)
                values (:mac, :id, :org, :person, :version, :node, :browser, :system,
                        :openedAt, :openedWith, :seenAt, :provenAt, :provenWith)
                """)
                .param("mac", mac)
                .param("id", session.id())
                .param("org", person.org().value())
                .param("person", person.id())
                .param("version", person.version())
                .param("node", node)
                .param("browser", session.device().browser().name())
                .param("system", session.device().system().name())
                .param("openedAt", Sql.utc(session.openedAt()))
                .param("openedWith", session.openedWith().name())
                .param("seenAt", Sql.utc(session.seenAt()))
                .param("provenAt", Sql.utc(session.provenAt()))
                .param("provenWith", session.provenWith().name())
                .update();
    }

    Optional<OpenSession> live(byte[] mac, UUID person, Since since) {
        return db.sql(LIVE + "and s.session_mac = :mac and s.person_id = :person")
                .param("mac", mac)
                .param("person", person)
                .param("oldest", Sql.utc(since.oldest()))
                .param("quiet", Sql.utc(since.quiet()))
                .query(PersonSessions::row)
                .optional();
    }

    /** The newest first. */
    List<OpenSession> ofPerson(UUID person, Since since, int limit) {
        return db.sql(LIVE + "and s.person_id = :person order by s.opened_at desc, s.id limit :limit")
                .param("person", person)
                .param("oldest", Sql.utc(since.oldest()))
                .param("quiet", Sql.utc(since.quiet()))
                .param("limit", limit)
                .query(PersonSessions::row)
                .list();
    }

    void seen(UUID id, Instant now) {
        db.sql("update person_session set seen_at = :now where id = :id")
                .param("id", id)
                .param("now", Sql.utc(now))
                .update();
    }

    /** @param mac the code of its new id: who proves a factor again gets one */
    void proven(UUID id, byte[] mac, Factor factor, Instant now) {
        db.sql("""
                update person_session set session_mac = :mac, proven_at = :now, proven_with = :factor where id = :id
                """)
                .param("id", id)
                .param("mac", mac)
                .param("factor", factor.name())
                .param("now", Sql.utc(now))
                .update();
    }

    /**
     * False, and nothing is done, where the person was changed otherwise since the session was last good.
     *
     * @param version of the person, from now on: one more than the session has
     */
    boolean renew(UUID id, byte[] mac, int version) {
        return db.sql("""
                update person_session set session_mac = :mac, person_version = :version
                where id = :id and person_version = :version - 1
                """)
                        .param("id", id)
                        .param("mac", mac)
                        .param("version", version)
                        .update()
                == 1;
    }

    boolean end(UUID id, UUID person) {
        return db.sql("delete from person_session where id = :id and person_id = :person")
                        .param("id", id)
                        .param("person", person)
                        .update()
                == 1;
    }

    void end(byte[] mac) {
        db.sql("delete from person_session where session_mac = :mac")
                .param("mac", mac)
                .update();
    }

    int endAllOf(UUID person) {
        return db.sql("delete from person_session where person_id = :person")
                .param("person", person)
                .update();
    }

    int endOthersOf(UUID person, UUID kept) {
        return db.sql("delete from person_session where person_id = :person and id <> :kept")
                .param("person", person)
                .param("kept", kept)
                .update();
    }

    void endOpenedWith(Factor factor) {
        db.sql("delete from person_session where opened_with = :factor")
                .param("factor", factor.name())
                .update();
    }

    /** Rows of the bound organisation that count no more, at most so many; answers how many went. */
    int sweep(Since since, int limit) {
        return db.sql("""
                delete from person_session where session_mac in (
                    select session_mac from person_session where seen_at <= :quiet or opened_at <= :oldest limit :limit)
                """)
                .param("oldest", Sql.utc(since.oldest()))
                .param("quiet", Sql.utc(since.quiet()))
                .param("limit", limit)
                .update();
    }

    /** Rows of the bound organisation whose rest was in the memory of that node, at most so many. */
    int endOfNode(String node, int limit) {
        return db.sql("""
                delete from person_session where session_mac in (
                    select session_mac from person_session where node = :node limit :limit)
                """).param("node", node).param("limit", limit).update();
    }

    private static OpenSession row(ResultSet row, int number) throws SQLException {
        return new OpenSession(
                Sql.id(row, "id"),
                Sql.id(row, "person_id"),
                new Device(
                        Device.Browser.valueOf(row.getString("browser")),
                        Device.OperatingSystem.valueOf(row.getString("system"))),
                Sql.at(row, "opened_at"),
                Factor.valueOf(row.getString("opened_with")),
                Sql.at(row, "seen_at"),
                Sql.instant(row, "proven_at"),
                Factor.valueOf(row.getString("proven_with")));
    }
}
