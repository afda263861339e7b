package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.compartment.CompartmentId;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The item table. Addresses are sealed on the way in and opened on the way out, nowhere else. */
@Repository
class Items {
    private static final String COLUMNS = "id, state, hold_reason, spell, first_seen, state_since, version";

    private final JdbcClient db;
    private final Sealer sealer;

    Items(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Whether it was added; false where the organisation has an item of that address. */
    boolean add(OrgId org, Item item, CanonicalAddress address, String host) {
        return db.sql("""
                        insert into item (id, org_id, address_sealed, address_mac, host_sealed, host_mac,
                                          state, hold_reason, spell, first_seen, state_since, version)
                        values (:id, :org, :addressSealed, :addressMac, :hostSealed, :hostMac,
                                :state, :holdReason, :spell, :firstSeen, :stateSince, 0)
                        on conflict (org_id, address_mac) do nothing
                        """)
                        .param("id", item.id().value())
                        .param("org", org.value())
                        .param("addressSealed", sealer.seal(address.text(), addressOf(item.id())))
                        .param("addressMac", sealer.addressMac(address.text()))
                        .param("hostSealed", sealer.seal(host, hostOf(item.id())))
                        .param("hostMac", sealer.addressMac(host))
                        .param("state", item.state().name())
                        .param("holdReason", name(item.holdReason()))
                        .param("spell", item.spell())
                        .param("firstSeen", utc(item.firstSeen()))
                        .param("stateSince", utc(item.stateSince()))
                        .update()
                == 1;
    }

    /** The item of an address, locked until the transaction ends. */
    Optional<Item> lock(CanonicalAddress address) {
        return db.sql("select " + COLUMNS + " from item where address_mac = :mac for update")
                .param("mac", sealer.addressMac(address.text()))
                .query(Items::row)
                .optional();
    }

    /** An item, locked until the transaction ends, so that what happens to it happens one after the other. */
    Optional<Item> lock(ItemId id) {
        return db.sql("select " + COLUMNS + " from item where id = :id for update")
                .param("id", id.value())
                .query(Items::row)
                .optional();
    }

    Optional<Item> find(ItemId id) {
        return db.sql("select " + COLUMNS + " from item where id = :id")
                .param("id", id.value())
                .query(Items::row)
                .optional();
    }

    Optional<Item> at(CanonicalAddress address) {
        return db.sql("select " + COLUMNS + " from item where address_mac = :mac")
                .param("mac", sealer.addressMac(address.text()))
                .query(Items::row)
                .optional();
    }

    String address(ItemId id) {
        return sealer.open(bytes(id, "select address_sealed from item where id = :id"), addressOf(id));
    }

    String host(ItemId id) {
        return sealer.open(bytes(id, "select host_sealed from item where id = :id"), hostOf(id));
    }

    private byte[] bytes(ItemId id, String sql) {
        return db.sql(sql)
                .param("id", id.value())
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    void save(Item item) {
        int rows = db.sql("""
                update item
                set state = :state, hold_reason = :holdReason, spell = :spell, state_since = :stateSince,
                    version = version + 1
                where id = :id and version = :version
                """)
                .param("state", item.state().name())
                .param("holdReason", name(item.holdReason()))
                .param("spell", item.spell())
                .param("stateSince", utc(item.stateSince()))
                .param("id", item.id().value())
                .param("version", item.version())
                .update();
        if (rows != 1) {
            throw new OptimisticLockingFailureException("item %s was changed by someone else".formatted(item.id()));
        }
    }

    /** Where it lies; empty when it is in no compartment. */
    Optional<CompartmentId> compartment(ItemId id) {
        return db.sql("select compartment_id from item where id = :id and compartment_id is not null")
                .param("id", id.value())
                .query((row, number) -> new CompartmentId(Sql.id(row, "compartment_id")))
                .optional();
    }

    /** Its parts go with it, see the triggers. */
    void move(ItemId id, @Nullable CompartmentId to) {
        db.sql("update item set compartment_id = :to where id = :id")
                .param("id", id.value())
                .param("to", to == null ? null : to.value(), java.sql.Types.OTHER)
                .update();
    }

    /** Those of these that the bound person may see. */
    Set<ItemId> visible(Collection<ItemId> ids) {
        return Set.copyOf(db.sql("select id from item where id = any (:ids)")
                .param("ids", ids.stream().map(ItemId::value).toArray(UUID[]::new))
                .query((row, number) -> new ItemId(Sql.id(row, "id")))
                .list());
    }

    /** A row of the list: the item, its address opened. */
    record Listed(Item item, String address) {
        @Override
        public String toString() {
            return "Listed[" + item.id() + "]";
        }
    }

    /** The newest first, of one state and reason of waiting or of all; none that is erased. */
    List<Listed> page(ItemFilter filter, int limit) {
        return db.sql("""
                select id, state, hold_reason, spell, first_seen, state_since, version, address_sealed
                from item
                where erased_at is null and (:state::text is null or state = :state)
                  and (:holdReason::text is null or hold_reason = :holdReason)
                  and (:beforeAt::timestamptz is null or (first_seen, id) < (:beforeAt, :beforeId::uuid))
                order by first_seen desc, id desc
                limit :limit
                """)
                .param("state", name(filter.state()))
                .param("holdReason", name(filter.holdReason()))
                .param("beforeAt", utc(filter.beforeAt()))
                .param("beforeId", filter.beforeId())
                .param("limit", limit)
                .query(this::listed)
                .list();
    }

    private Listed listed(ResultSet row, int number) throws SQLException {
        Item item = row(row, number);
        return new Listed(item, sealer.open(row.getBytes("address_sealed"), addressOf(item.id())));
    }

    private static Item row(ResultSet row, int number) throws SQLException {
        String reason = row.getString("hold_reason");
        return new Item(
                new ItemId(Sql.id(row, "id")),
                ItemState.valueOf(row.getString("state")),
                reason == null ? null : HoldReason.valueOf(reason),
                row.getInt("spell"),
                Sql.at(row, "first_seen"),
                Sql.at(row, "state_since"),
                row.getInt("version"));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static SealedIn addressOf(ItemId id) {
        return new SealedIn("item", "address_sealed", id.value());
    }

    private static SealedIn hostOf(ItemId id) {
        return new SealedIn("item", "host_sealed", id.value());
    }
}
