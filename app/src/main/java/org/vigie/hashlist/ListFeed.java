package org.vigie.hashlist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Service;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/**
 * The lists of all organisations for the index in memory, read with a database role of its own that sees hash lists and
 * nothing else.
 *
 * <p>A reader comes back with the mark it was given and is fed what has changed since. Marks are the oldest transaction that
 * was under way when the reader looked, as PostgreSQL numbers them: whatever an earlier one wrote was seen, and whatever a
 * later one wrote is fed again. So nothing committed is ever missed, in whatever order transactions end; some entries may
 * come twice.
 */
@Service
public class ListFeed {
    /** The mark of a reader that has seen nothing. */
    public static final Mark BEGINNING = new Mark("0");

    private static final int FETCH_ROWS = 5_000;
    private static final int FETCH_VIDEOS = 20;

    private final DataSource database;

    /**
     * How far a reader has come.
     *
     * @param transaction a transaction number of PostgreSQL, in decimal digits
     */
    public record Mark(String transaction) {
        /** Whether it is of a later moment, or the same, than another of the same database. */
        public boolean isAtLeast(Mark other) {
            return Long.compareUnsigned(Long.parseUnsignedLong(transaction), Long.parseUnsignedLong(other.transaction))
                    >= 0;
        }
    }

    /** An entry as it is now. */
    public record Fed(
            OrgId org, ListId list, EntryId id, HashValue hash, MaterialClass materialClass, boolean isWithdrawn) {}

    /** Is told of entries. */
    public interface Reader {
        void entry(Fed entry);

        /**
         * Is told of a known video.
         *
         * @param frames none where it is withdrawn
         */
        void video(Fed entry, List<VideoFrame> frames);
    }

    /** A list as it is now. */
    public record FedList(OrgId org, ListId id, String name, ListKind kind, ListPolicy policy) {}

    /** All the lists, and the mark for the next time. */
    public record Answer(List<FedList> lists, Mark next) {}

    /**
     * What an organisation has that is not withdrawn, known videos apart.
     *
     * @param ids the sum of the entries' ids
     * @param hashes the sum of the first four bytes of their hashes, each a number of its own
     */
    public record Total(long entries, long ids, long hashes) {}

    /** The same as {@link #read} answers, and what there is of each organisation that has any, of the same moment. */
    public record Counted(Answer answer, Map<OrgId, Total> totals) {}

    ListFeed(@Qualifier("indexDataSource") DataSource database) {
        this.database = database;
    }

    /**
     * Feeds the entries that may have changed since the mark, in the order of their ids and without holding them all, and then
     * the known videos in the same way; lists and entries are of one moment.
     *
     * @throws org.springframework.dao.DataAccessException where the database cannot be read
     */
    public Answer read(Mark since, Reader reader) {
        return inOneMoment(connection -> answer(connection, since, since, reader));
    }

    /**
     * The same for a reader that must make sure that what it had before is what the database has: it goes through all entries.
     * Of known videos it had none, and is fed all.
     *
     * @throws org.springframework.dao.DataAccessException where the database cannot be read
     */
    public Counted readAndCount(Mark since, Reader reader) {
        return inOneMoment(connection -> new Counted(answer(connection, since, BEGINNING, reader), totals(connection)));
    }

    private static Answer answer(Connection connection, Mark since, Mark videosSince, Reader reader)
            throws SQLException {
        Mark next = mark(connection);
        List<FedList> lists = lists(connection);
        entries(connection, since, reader);
        videos(connection, videosSince, reader);
        return new Answer(lists, next);
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private <T> T inOneMoment(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return reading.from(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("reading the hash lists", null, e);
        }
    }

    private static Mark mark(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select pg_snapshot_xmin(pg_current_snapshot())::text");
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Mark(row.getString(1));
        }
    }

    private static List<FedList> lists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select org_id, id, name, kind, exact_notifies, near_notifies_up_to, quality_min, distance_max
                        from hash_list order by id
                        """);
                ResultSet row = query.executeQuery()) {
            List<FedList> lists = new ArrayList<>();
            while (row.next()) {
                lists.add(new FedList(
                        new OrgId(Sql.id(row, "org_id")),
                        new ListId(Sql.id(row, "id")),
                        row.getString("name"),
                        ListKind.valueOf(row.getString("kind")),
                        HashLists.policy(row)));
            }
            return List.copyOf(lists);
        }
    }

    private static void entries(Connection connection, Mark since, Reader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select org_id, list_id, id, algorithm, hash, material_class, withdrawn_at is not null as withdrawn
                from hash_entry
                where changed_in >= ?::xid8 and algorithm <> 'VPDQ'
                order by id
                """)) {
            query.setString(1, since.transaction());
            query.setFetchSize(FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.entry(fed(row));
                }
            }
        }
    }

    /** The frames of few at a time, since one video may have megabytes of them. */
    private static void videos(Connection connection, Mark since, Reader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select e.org_id, e.list_id, e.id, e.algorithm, e.hash, e.material_class,
                       e.withdrawn_at is not null as withdrawn,
                       case when e.withdrawn_at is null then v.frames end as frames
                from hash_entry e join known_video v on v.entry_id = e.id
                where e.changed_in >= ?::xid8 and e.algorithm = 'VPDQ'
                order by e.id
                """)) {
            query.setString(1, since.transaction());
            query.setFetchSize(FETCH_VIDEOS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    byte[] frames = row.getBytes("frames");
                    reader.video(fed(row), frames == null ? List.of() : FrameList.read(frames));
                }
            }
        }
    }

    private static Map<OrgId, Total> totals(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select org_id, count(*) as entries, sum(id)::bigint as ids,
                            sum((get_byte(hash, 0)::bigint << 24) + (get_byte(hash, 1) << 16)
                                + (get_byte(hash, 2) << 8) + get_byte(hash, 3))::bigint as hashes
                        from hash_entry
                        where withdrawn_at is null and algorithm <> 'VPDQ'
                        group by org_id
                        """);
                ResultSet row = query.executeQuery()) {
            Map<OrgId, Total> totals = new HashMap<>();
            while (row.next()) {
                totals.put(
                        new OrgId(Sql.id(row, "org_id")),
                        new Total(row.getLong("entries"), row.getLong("ids"), row.getLong("hashes")));
            }
            return totals;
        }
    }

    private static Fed fed(ResultSet row) throws SQLException {
        return new Fed(
                new OrgId(Sql.id(row, "org_id")),
                new ListId(Sql.id(row, "list_id")),
                new EntryId(row.getLong("id")),
                HashValue.of(HashAlgorithm.valueOf(row.getString("algorithm")), row.getBytes("hash")),
                MaterialClass.valueOf(row.getString("material_class")),
                row.getBoolean("withdrawn"));
    }
}
