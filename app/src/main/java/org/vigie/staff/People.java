package org.vigie.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The tables person and person_role. */
@Repository
class People {
    private static final String COLUMNS = """
            select id, org_id, name, sign_in_name, state, version,
                   array(select role from person_role r where r.person_id = person.id) as roles
            from person
            """;

    private final JdbcClient db;

    People(JdbcClient db) {
        this.db = db;
    }

    /** Where in the installation this sign-in name is; the one look that needs no organisation. */
    Optional<SignInPlace> findSignIn(String signInName) {
        return db.sql("select person_id, org_id from find_sign_in(:name)")
                .param("name", signInName)
                .query((row, number) -> new SignInPlace(Sql.id(row, "person_id"), new OrgId(Sql.id(row, "org_id"))))
                .optional();
    }

    record SignInPlace(UUID person, OrgId org) {}

    void add(Person person, Instant now) {
        db.sql("""
                insert into person (id, org_id, name, sign_in_name, state, created_at, version)
                values (:id, :org, :name, :signInName, :state, :now, 0)
                """)
                .param("id", person.id())
                .param("org", person.org().value())
                .param("name", person.name())
                .param("signInName", person.signInName())
                .param("state", person.state().name())
                .param("now", Sql.utc(now))
                .update();
        addRoles(person);
    }

    Optional<Person> find(UUID id) {
        return db.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(People::row)
                .optional();
    }

    Optional<Person> guest() {
        return db.sql(COLUMNS + "where state = 'GUEST' order by created_at, id limit 1")
                .query(People::row)
                .optional();
    }

    /** In the order of names, from just behind the one given. */
    List<Person> page(String afterName, UUID afterId, int limit) {
        return db.sql(COLUMNS + """
                where (name, id) > (:afterName, :afterId)
                order by name, id
                limit :limit
                """)
                .param("afterName", afterName)
                .param("afterId", afterId)
                .param("limit", limit)
                .query(People::row)
                .list();
    }

    Map<String, String> names(Set<UUID> ids) {
        var names = new HashMap<String, String>();
        db.sql("select id, name from person where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getString("id"), row.getString("name"));
                });
        return names;
    }

    /** Of these people those who may sign in and hold one of the roles. */
    Set<UUID> able(Set<UUID> ids, Set<Role> roles) {
        return Set.copyOf(db.sql("""
                select id from person
                where id = any (:ids) and state in ('ACTIVE', 'GUEST')
                  and exists (select 1 from person_role r where r.person_id = person.id and r.role = any (:roles))
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .query((row, number) -> Sql.id(row, "id"))
                .list());
    }

    boolean nobodyYet() {
        return db.sql("select count(*) from (select 1 from person where state in ('ACTIVE', 'BLOCKED') limit 1) one")
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /** Those who were invited as administrators and have not come yet; there is at most one on a first start. */
    Optional<Person> invitedAdministrator() {
        return db.sql(COLUMNS + """
                where state = 'INVITED'
                  and exists (select 1 from person_role r where r.person_id = person.id and r.role = 'ADMINISTRATOR')
                order by created_at, id
                limit 1
                """).query(People::row).optional();
    }

    /**
     * Until the transaction ends nobody else of the bound organisation changes who its administrators are: of two who take each
     * other out at the same time one waits here, and then sees what the other has done.
     */
    void lockAdministrators() {
        db.sql("select pg_advisory_xact_lock(hashtext('administrators'), hashtext(current_setting('vigie.org')))::text")
                .query(String.class)
                .single();
    }

    /** The one whom the operator invited and who has not come yet, if there is one. */
    Optional<Person> invitedByOperator() {
        return db.sql(COLUMNS + """
                where state = 'INVITED' and operator_invited_at is not null
                  and exists (select 1 from person_role r where r.person_id = person.id and r.role = 'ADMINISTRATOR')
                order by created_at, id
                limit 1
                """).query(People::row).optional();
    }

    void noteOperatorInvited(UUID id, Instant now) {
        db.sql("update person set operator_invited_at = :now where id = :id")
                .param("id", id)
                .param("now", Sql.utc(now))
                .update();
    }

    List<OperatorInvited> invitedByOperatorSince(Instant since) {
        return db.sql("""
                select id, name, operator_invited_at, state <> 'INVITED' as came from person
                where operator_invited_at > :since
                order by operator_invited_at desc, id
                limit :limit
                """)
                .param("since", Sql.utc(since))
                .param("limit", StaffLimits.PEOPLE_ON_A_PAGE)
                .query((row, number) -> new OperatorInvited(
                        Sql.id(row, "id"),
                        row.getString("name"),
                        Sql.at(row, "operator_invited_at"),
                        row.getBoolean("came")))
                .list();
    }

    /** Those who can come in: who has only an identity at a service that the organisation no longer has cannot. */
    int activeAdministrators() {
        return db.sql("""
                select count(*) from person
                where state = 'ACTIVE'
                  and exists (select 1 from person_role r where r.person_id = person.id and r.role = 'ADMINISTRATOR')
                  and (password_hash is not null
                       or exists (select 1 from passkey k where k.person_id = person.id)
                       or exists (select 1 from organisation_sign_in s where s.issuer = person.oidc_issuer))
                """).query(Integer.class).single();
    }

    Optional<String> passwordHash(UUID id) {
        return db.sql("select password_hash from person where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Empty for whoever has not set an authenticator up. */
    Optional<byte[]> totpSealed(UUID id) {
        return db.sql("select totp_sealed from person where id = :id and totp_sealed is not null")
                .param("id", id)
                .query(byte[].class)
                .optional();
    }

    /** Whether there is a password, and an authenticator whose secret was shown to nobody but the person. */
    boolean hasOwnAuthenticator(UUID id) {
        return db.sql("""
                select exists (select 1 from person
                               where id = :id and password_hash is not null
                                 and totp_sealed is not null and not totp_of_invitation)
                """).param("id", id).query(Boolean.class).single();
    }

    long totpLastStep(UUID id) {
        return db.sql("select totp_last_step from person where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** False when this or a later step was used meanwhile: a code counts once. */
    boolean useTotpStep(UUID id, long step) {
        return db.sql("update person set totp_last_step = :step where id = :id and totp_last_step < :step")
                        .param("id", id)
                        .param("step", step)
                        .update()
                == 1;
    }

    /**
     * A new password and authenticator, of which this step was used just now; ends the person's sessions.
     *
     * @param person as it was read
     */
    void giveFallback(Person person, String passwordHash, byte[] totpSealed, long step) {
        changed(
                person,
                db.sql("""
                        update person set password_hash = :hash, totp_sealed = :totp, totp_last_step = :step,
                               totp_of_invitation = false, version = version + 1
                        where id = :id and version = :version
                        """)
                        .param("id", person.id())
                        .param("version", person.version())
                        .param("hash", passwordHash)
                        .param("totp", totpSealed)
                        .param("step", step)
                        .update());
    }

    /** A new password; ends the person's sessions. */
    void givePassword(Person person, String passwordHash) {
        changed(
                person,
                db.sql("""
                        update person set password_hash = :hash, version = version + 1
                        where id = :id and version = :version
                        """)
                        .param("id", person.id())
                        .param("version", person.version())
                        .param("hash", passwordHash)
                        .update());
    }

    /** The person with a higher version, which ends all their sessions. */
    Person endSessions(Person person) {
        changed(
                person,
                db.sql("update person set version = version + 1 where id = :id and version = :version")
                        .param("id", person.id())
                        .param("version", person.version())
                        .update());
        return find(person.id()).orElseThrow();
    }

    /** The names of somebody who from now on may sign in with what the caller adds. */
    void enrol(Person person) {
        changed(
                person,
                db.sql("""
                        update person set name = :name, sign_in_name = :signInName,
                               state = 'ACTIVE', version = version + 1
                        where id = :id and version = :version
                        """)
                        .param("id", person.id())
                        .param("version", person.version())
                        .param("name", person.name())
                        .param("signInName", person.signInName())
                        .update());
    }

    /** Writes state and roles. */
    void save(Person person) {
        changed(
                person,
                db.sql("""
                        update person set state = :state, version = version + 1,
                               left_on = case when :state = 'BLOCKED' then left_on end
                        where id = :id and version = :version
                        """)
                        .param("id", person.id())
                        .param("version", person.version())
                        .param("state", person.state().name())
                        .update());
        db.sql("delete from person_role where person_id = :id")
                .param("id", person.id())
                .update();
        addRoles(person);
    }

    private void addRoles(Person person) {
        for (var role : person.roles()) {
            db.sql("insert into person_role (person_id, org_id, role) values (:id, :org, :role)")
                    .param("id", person.id())
                    .param("org", person.org().value())
                    .param("role", role.name())
                    .update();
        }
    }

    private static void changed(Person person, int rows) {
        if (rows != 1) {
            throw new OptimisticLockingFailureException("person %s was changed by someone else".formatted(person.id()));
        }
    }

    private static Person row(ResultSet row, int number) throws SQLException {
        return new Person(
                Sql.id(row, "id"),
                new OrgId(Sql.id(row, "org_id")),
                row.getString("name"),
                row.getString("sign_in_name"),
                Person.State.valueOf(row.getString("state")),
                roles((String[]) row.getArray("roles").getArray()),
                row.getInt("version"));
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
