package org.vigie.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactId;

/** The notice table. All its SQL is here. */
@Repository
class Notices {
    private static final String COLUMNS = """
        select n.id, n.org_id, n.first_id, n.reminder, n.contact_id, n.material_class, n.language, n.state,
               n.hold_cause, n.lifted_cause, n.message_id, n.tries,
               n.uncertain_tries, n.last_reply, n.created_at, n.tried_at, n.next_try_at, n.sent_at, n.version
        from notice n
        """;

    private final JdbcClient db;

    Notices(JdbcClient db) {
        this.db = db;
    }

    /**
     * Adds it, unless it is a draft and the contact has an open one. It lies in the compartment of its first item, a reminder in
     * that of its request.
     *
     * @param item null for a reminder
     * @return whether it was added
     */
    boolean add(Notice notice, @Nullable ItemId item) {
        return db.sql("""
            insert into notice (id, org_id, first_id, reminder, contact_id, material_class, language, state,
                hold_cause, message_id, created_at, next_try_at, compartment_id)
            values (:id, :org, :first, :reminder, :contact, :class, :language, :state, :cause, :message, :created,
                :next, coalesce((select i.compartment_id from compartment_row i where i.id = :item),
                                (select f.compartment_id from notice f where f.id = :first)))
            on conflict do nothing
            """)
                        .param("id", notice.id().value())
                        .param("org", notice.org().value())
                        .param("first", notice.first().value())
                        .param("reminder", notice.reminder())
                        .param("contact", value(notice.contact()))
                        .param("class", notice.materialClass().name())
                        .param("language", notice.language())
                        .param("state", notice.state().name())
                        .param("cause", name(notice.holdCause()))
                        .param("message", notice.messageId())
                        .param("created", Sql.utc(notice.createdAt()))
                        .param("next", Sql.utc(notice.nextTryAt()))
                        .param("item", item == null ? null : item.value(), Types.OTHER)
                        .update()
                == 1;
    }

    /** Follows an item into its compartment, unless it lies in one already. */
    void follow(NoticeId id, ItemId item) {
        db.sql("""
            update notice set compartment_id = (select i.compartment_id from compartment_row i where i.id = :item)
            where id = :id and compartment_id is null
            """).param("id", id.value()).param("item", item.value()).update();
    }

    Optional<Notice> find(NoticeId id) {
        return db.sql(COLUMNS + "where n.id = :id")
                .param("id", id.value())
                .query(Notices::row)
                .optional();
    }

    /** The same, kept from others until the transaction ends. */
    Optional<Notice> lock(NoticeId id) {
        return db.sql(COLUMNS + "where n.id = :id for update")
                .param("id", id.value())
                .query(Notices::row)
                .optional();
    }

    /** The open draft that the item may join: one in its compartment. */
    Optional<Notice> lockDraft(ContactId contact, MaterialClass materialClass, ItemId item) {
        return db.sql(COLUMNS + """
            where n.contact_id = :contact and n.material_class = :class and n.state = 'DRAFT'
              and n.compartment_id is not distinct from (select i.compartment_id from compartment_row i where i.id = :item)
            for update
            """)
                .param("item", item.value())
                .param("contact", contact.value())
                .param("class", materialClass.name())
                .query(Notices::row)
                .optional();
    }

    /** Those that a contact's approval, or a contact at all, would let go; the oldest first. */
    List<Cursor> waitingFor(ContactId contact, @Nullable Cursor after, int limit) {
        return db.sql("""
            select id, created_at from notice
            where state = 'HELD' and ((hold_cause = 'NEW_CONTACT' and contact_id = :contact) or hold_cause = 'NO_CONTACT')
              and (cast(:at as timestamptz) is null
                   or (created_at, id) > (cast(:at as timestamptz), cast(:id as uuid)))
            order by created_at, id limit :limit
            """)
                .param("contact", contact.value())
                .param("at", after == null ? null : Sql.utc(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, number) -> new Cursor(Sql.at(row, "created_at"), Sql.id(row, "id")))
                .list();
    }

    /** The newest reminder of a request, or the request. */
    int lastReminder(NoticeId first) {
        return db.sql("select max(reminder) from notice where first_id = :first")
                .param("first", first.value())
                .query(Integer.class)
                .single();
    }

    Optional<Notice> reminder(NoticeId first, int number) {
        return db.sql(COLUMNS + "where n.first_id = :first and n.reminder = :number")
                .param("first", first.value())
                .param("number", number)
                .query(Notices::row)
                .optional();
    }

    /** A request and its reminders, the newest first. */
    List<Notice> family(NoticeId first, int limit) {
        return db.sql(COLUMNS + "where n.first_id = :first order by n.reminder desc limit :limit")
                .param("first", first.value())
                .param("limit", limit)
                .query(Notices::row)
                .list();
    }

    /** Tries of the organisation since then; what the limit of mails a minute is measured by. */
    int triesSince(Instant since) {
        return db.sql("select count(*) from notice where tried_at > :since")
                .param("since", Sql.utc(since))
                .query(Integer.class)
                .single();
    }

    /** Newest first. */
    List<Notice> page(@Nullable NoticeState state, @Nullable Cursor before, int limit) {
        return db.sql(COLUMNS + """
            where (cast(:state as text) is null or n.state = :state)
              and (cast(:at as timestamptz) is null
                   or (n.created_at, n.id) < (cast(:at as timestamptz), cast(:id as uuid)))
            order by n.created_at desc, n.id desc limit :limit
            """)
                .param("state", state == null ? null : state.name())
                .param("at", before == null ? null : Sql.utc(before.at()))
                .param("id", before == null ? null : before.id())
                .param("limit", limit)
                .query(Notices::row)
                .list();
    }

    /** Where a page ended. */
    record Cursor(Instant at, UUID id) {}

    /** Writes the changeable part. */
    void save(Notice notice, Instant now) {
        int rows = db.sql("""
            update notice
            set contact_id = :contact, language = :language, state = :state, hold_cause = :cause,
                lifted_cause = :lifted, tries = :tries, uncertain_tries = :uncertain, last_reply = :reply,
                tried_at = :tried, next_try_at = :next, sent_at = :sent,
                closed_at = case when :closed then coalesce(closed_at, :now) end, version = version + 1
            where id = :id and version = :version
            """)
                .param("contact", value(notice.contact()))
                .param("language", notice.language())
                .param("state", notice.state().name())
                .param("cause", name(notice.holdCause()))
                .param("lifted", name(notice.lifted()))
                .param("tries", notice.tries())
                .param("uncertain", notice.uncertainTries())
                .param("reply", notice.lastReply())
                .param("tried", Sql.utc(notice.triedAt()))
                .param("next", Sql.utc(notice.nextTryAt()))
                .param("sent", Sql.utc(notice.sentAt()))
                .param("closed", notice.state().isClosed())
                .param("now", Sql.utc(now))
                .param("id", notice.id().value())
                .param("version", notice.version())
                .update();
        if (rows != 1) {
            throw new OptimisticLockingFailureException("notice %s was changed by someone else".formatted(notice.id()));
        }
    }

    Optional<byte[]> letter(NoticeId id) {
        return db.sql("select letter_sealed from notice where id = :id and letter_sealed is not null")
                .param("id", id.value())
                .query(byte[].class)
                .optional();
    }

    /** Not after a try of which nobody knows how it ended: what may have arrived stays as it is. */
    void keepLetter(NoticeId id, byte[] sealed) {
        db.sql("update notice set letter_sealed = :sealed where id = :id and uncertain_tries = 0")
                .param("sealed", sealed)
                .param("id", id.value())
                .update();
    }

    Optional<byte[]> words(NoticeId id) {
        return db.sql("select words_sealed from notice where id = :id and words_sealed is not null")
                .param("id", id.value())
                .query(byte[].class)
                .optional();
    }

    void keepWords(NoticeId id, byte[] sealed) {
        db.sql("update notice set words_sealed = :sealed where id = :id")
                .param("sealed", sealed)
                .param("id", id.value())
                .update();
    }

    private static Notice row(ResultSet row, int number) throws SQLException {
        UUID contact = Sql.optionalId(row, "contact_id");
        return new Notice(
                new NoticeId(Sql.id(row, "id")),
                new OrgId(Sql.id(row, "org_id")),
                new NoticeId(Sql.id(row, "first_id")),
                row.getInt("reminder"),
                contact == null ? null : new ContactId(contact),
                MaterialClass.valueOf(row.getString("material_class")),
                row.getString("language"),
                NoticeState.valueOf(row.getString("state")),
                cause(row.getString("hold_cause")),
                cause(row.getString("lifted_cause")),
                row.getString("message_id"),
                row.getInt("tries"),
                row.getInt("uncertain_tries"),
                row.getString("last_reply"),
                Sql.at(row, "created_at"),
                Sql.instant(row, "tried_at"),
                Sql.instant(row, "next_try_at"),
                Sql.instant(row, "sent_at"),
                row.getInt("version"));
    }

    private static @Nullable HoldCause cause(@Nullable String name) {
        return name == null ? null : HoldCause.valueOf(name);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static @Nullable UUID value(@Nullable ContactId id) {
        return id == null ? null : id.value();
    }
}
