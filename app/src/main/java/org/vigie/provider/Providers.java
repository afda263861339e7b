package org.vigie.provider;

import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The tables provider, provider_host and provider_contact. All their SQL is here. */
@Repository
class Providers {
    /** A contact row as the service needs it to decide. */
    record Known(UUID id, Locale language, boolean approved) {}

    /** Who is written down for a pattern. */
    record Owner(UUID provider, String name) {}

    private static final String CONTACT_COLUMNS = """
            c.id, p.name, c.email_sealed, c.language, c.approved_at is not null as approved, p.police_hold, p.non_disclosure
            """;

    private final JdbcClient db;
    private final Sealer sealer;

    Providers(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    Optional<UUID> bySuffix(List<String> suffixes) {
        return suffixes.isEmpty()
                ? Optional.empty()
                : db.sql("""
                        select provider_id from provider_host
                        where suffix = any(:suffixes) order by length(suffix) desc limit 1
                        """)
                        .param("suffixes", suffixes.toArray(String[]::new))
                        .query(UUID.class)
                        .optional();
    }

    Optional<UUID> byAddress(InetAddress address) {
        return db.sql("""
                select provider_id from provider_host
                where prefix >>= cast(:address as inet) order by masklen(prefix) desc limit 1
                """)
                .param("address", address.getHostAddress())
                .query(UUID.class)
                .optional();
    }

    /** The one in use; while there is none, the newest that waits for a person. */
    Optional<Contact> hostContact(UUID provider) {
        return db.sql("select " + CONTACT_COLUMNS + """
                from provider_contact c join provider p on p.id = c.provider_id
                where c.provider_id = :provider and c.role = 'HOST' and c.retired_at is null
                order by approved desc, c.created_at desc, c.id limit 1
                """)
                .param("provider", provider)
                .query(this::row)
                .optional();
    }

    Optional<Contact> contact(ContactId id) {
        return db.sql("select " + CONTACT_COLUMNS + """
                from provider_contact c join provider p on p.id = c.provider_id where c.id = :id
                """)
                .param("id", id.value())
                .query(this::row)
                .optional();
    }

    Optional<UUID> providerNamed(String name) {
        return db.sql("select id from provider where name = :name")
                .param("name", name)
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> providerOf(ContactId contact) {
        return db.sql("select provider_id from provider_contact where id = :id for update")
                .param("id", contact.value())
                .query(UUID.class)
                .optional();
    }

    void addProvider(OrgId org, UUID id, String name, Instant now) {
        db.sql("insert into provider (id, org_id, name, created_at) values (:id, :org, :name, :now)")
                .param("id", id)
                .param("org", org.value())
                .param("name", name)
                .param("now", Sql.utc(now))
                .update();
    }

    /** Whether the provider bears a mark that such a line would lift. */
    boolean wouldLift(UUID provider, ProviderLine line) {
        return db.sql("""
                select exists (select 1 from provider where id = :id
                               and (police_hold and cast(:police as boolean) is false
                                    or non_disclosure and cast(:nondisclosure as boolean) is false))
                """)
                .param("id", provider)
                .param("police", line.policeHold())
                .param("nondisclosure", line.nonDisclosure())
                .query(Boolean.class)
                .single();
    }

    /** Sets what is said and leaves what is not. Answers whether anything changed. */
    boolean mark(UUID provider, @Nullable Boolean policeHold, @Nullable Boolean nonDisclosure) {
        return db.sql("""
                update provider
                set police_hold = coalesce(cast(:police as boolean), police_hold),
                    non_disclosure = coalesce(cast(:nondisclosure as boolean), non_disclosure),
                    version = version + 1
                where id = :id
                  and (police_hold is distinct from coalesce(cast(:police as boolean), police_hold)
                    or non_disclosure is distinct from coalesce(cast(:nondisclosure as boolean), non_disclosure))
                """)
                        .param("police", policeHold)
                        .param("nondisclosure", nonDisclosure)
                        .param("id", provider)
                        .update()
                == 1;
    }

    Optional<Owner> owner(HostPattern pattern) {
        return db.sql("""
                select p.id, p.name from provider_host h join provider p on p.id = h.provider_id
                where h.suffix = :suffix or h.prefix = cast(:prefix as cidr) limit 1
                """)
                .param("suffix", suffix(pattern))
                .param("prefix", prefix(pattern))
                .query((row, number) -> new Owner(Sql.id(row, "id"), row.getString("name")))
                .optional();
    }

    void addHost(OrgId org, UUID provider, HostPattern pattern, String source, Instant now) {
        db.sql("""
                insert into provider_host (id, org_id, provider_id, suffix, prefix, source, created_at)
                values (:id, :org, :provider, :suffix, cast(:prefix as cidr), :source, :now)
                """)
                .param("id", UUID.randomUUID())
                .param("org", org.value())
                .param("provider", provider)
                .param("suffix", suffix(pattern))
                .param("prefix", prefix(pattern))
                .param("source", source)
                .param("now", Sql.utc(now))
                .update();
    }

    void moveHost(UUID provider, HostPattern pattern, String source) {
        db.sql("""
                update provider_host set provider_id = :provider, source = :source
                where suffix = :suffix or prefix = cast(:prefix as cidr)
                """)
                .param("provider", provider)
                .param("source", source)
                .param("suffix", suffix(pattern))
                .param("prefix", prefix(pattern))
                .update();
    }

    /** The host contact with this address, if it is not retired. */
    Optional<Known> known(UUID provider, String email) {
        return db.sql("""
                select id, language, approved_at is not null as approved from provider_contact
                where provider_id = :provider and role = 'HOST' and email_mac = :mac and retired_at is null
                """)
                .param("provider", provider)
                .param("mac", sealer.mailMac(email))
                .query((row, number) ->
                        new Known(Sql.id(row, "id"), Locale.of(row.getString("language")), row.getBoolean("approved")))
                .optional();
    }

    /** Adds it, or takes a retired one back; either way it waits for a person. */
    ContactId addContact(OrgId org, UUID provider, ProviderLine line, String source, Instant now) {
        UUID id = UUID.randomUUID();
        return new ContactId(db.sql("""
                insert into provider_contact
                    (id, org_id, provider_id, email_sealed, email_mac, language, source, created_at)
                values (:id, :org, :provider, :sealed, :mac, :language, :source, :now)
                on conflict (org_id, provider_id, role, email_mac) do update
                set language = excluded.language, source = excluded.source, created_at = excluded.created_at,
                    approved_at = null, approved_by = null, retired_at = null
                returning id
                """)
                .param("id", id)
                .param("org", org.value())
                .param("provider", provider)
                .param("sealed", sealer.seal(line.email(), email(id)))
                .param("mac", sealer.mailMac(line.email()))
                .param("language", line.language().getLanguage())
                .param("source", source)
                .param("now", Sql.utc(now))
                .query(UUID.class)
                .single());
    }

    void speak(UUID contact, Locale language) {
        db.sql("update provider_contact set language = :language where id = :id")
                .param("language", language.getLanguage())
                .param("id", contact)
                .update();
    }

    /** Puts it in use in place of the one that was. Answers false when it was in use or is retired. */
    boolean approve(UUID provider, ContactId contact, String by, Instant now) {
        db.sql("""
                update provider_contact set retired_at = :now
                where provider_id = :provider and id <> :id and approved_at is not null and retired_at is null
                  and role = (select role from provider_contact where id = :id)
                  and exists (select 1 from provider_contact
                              where id = :id and approved_at is null and retired_at is null)
                """)
                .param("provider", provider)
                .param("id", contact.value())
                .param("now", Sql.utc(now))
                .update();
        return db.sql("""
                update provider_contact set approved_at = :now, approved_by = :by
                where id = :id and approved_at is null and retired_at is null
                """)
                        .param("now", Sql.utc(now))
                        .param("by", by)
                        .param("id", contact.value())
                        .update()
                == 1;
    }

    /** Providers by name after the given one, with their hosts and live contacts. */
    List<ProviderRow> page(String after, int limit) {
        return db.sql("""
                select p.id, p.name, p.police_hold, p.non_disclosure,
                       (select string_agg(coalesce(h.suffix, text(h.prefix)), ' ' order by h.suffix, h.prefix)
                        from (select suffix, prefix from provider_host where provider_id = p.id
                              order by suffix, prefix limit 10) h) as hosts,
                       c.id as contact_id, c.email_sealed, c.language, c.source, c.approved_at
                from (select * from provider where name > :after order by name limit :limit) p
                left join provider_contact c on c.provider_id = p.id and c.role = 'HOST' and c.retired_at is null
                order by p.name, c.approved_at nulls last, c.created_at limit :rows
                """)
                .param("after", after)
                .param("limit", limit)
                .param("rows", limit * 4)
                .query((row, number) -> new ProviderRow(
                        Sql.id(row, "id"),
                        row.getString("name"),
                        row.getString("hosts"),
                        row.getBoolean("police_hold"),
                        row.getBoolean("non_disclosure"),
                        Sql.optionalId(row, "contact_id"),
                        email(row, "contact_id"),
                        row.getString("language"),
                        row.getString("source"),
                        Sql.instant(row, "approved_at")))
                .list();
    }

    private Contact row(ResultSet row, int number) throws SQLException {
        return new Contact(
                new ContactId(Sql.id(row, "id")),
                row.getString("name"),
                Objects.requireNonNull(email(row, "id")),
                Locale.of(row.getString("language")),
                row.getBoolean("approved"),
                row.getBoolean("police_hold"),
                row.getBoolean("non_disclosure"));
    }

    /** How it is reached; null where the row has no contact. */
    private @Nullable String email(ResultSet row, String id) throws SQLException {
        byte[] sealed = row.getBytes("email_sealed");
        return sealed == null ? null : sealer.open(sealed, email(Sql.id(row, id)));
    }

    private static SealedIn email(UUID contact) {
        return new SealedIn("provider_contact", "email_sealed", contact);
    }

    private static @Nullable String suffix(HostPattern pattern) {
        return switch (pattern) {
            case HostPattern.Suffix(String name) -> name;
            case HostPattern.Prefix _ -> null;
        };
    }

    private static @Nullable String prefix(HostPattern pattern) {
        return switch (pattern) {
            case HostPattern.Suffix _ -> null;
            case HostPattern.Prefix(String cidr) -> cidr;
        };
    }
}
