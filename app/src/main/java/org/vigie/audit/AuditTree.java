package org.vigie.audit;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.SignedNote;
import org.vigie.database.Sql;

/** The tables of the tree: leaves that wait, their positions, the right edge, checkpoints. */
@Repository
class AuditTree {
    private final JdbcClient db;

    AuditTree(JdbcClient db) {
        this.db = db;
    }

    /** One integrator at a time, over all processes, until the transaction ends. */
    boolean lock() {
        return db.sql("select pg_try_advisory_xact_lock(hashtext('audit integrator'))")
                .query(Boolean.class)
                .single();
    }

    /** The same, waiting for the others: they hold it for a batch. */
    void awaitLock() {
        db.sql("select pg_advisory_xact_lock(hashtext('audit integrator'))::text")
                .query(String.class)
                .single();
    }

    record Leaf(long entry, MerkleHash hash) {}

    /** The leaves that wait, the oldest first, taken off the list of those that wait. */
    List<Leaf> take(int batch) {
        return db.sql("""
                with taken as (
                    delete from audit_pending
                    where entry in (select entry from audit_pending order by entry limit :batch)
                    returning entry)
                select leaf.entry, leaf.commitment from taken join audit_leaf leaf using (entry) order by leaf.entry
                """)
                .param("batch", batch)
                .query((row, number) -> new Leaf(row.getLong("entry"), MerkleHash.ofLeaf(row.getBytes("commitment"))))
                .list();
    }

    /** Gives the leaves positions from {@code first} on, in their order; one statement for all of them. */
    void place(long first, List<Leaf> leaves) {
        db.sql("""
                insert into audit_tree (position, entry, leaf_hash)
                select :first + leaf.place - 1, leaf.entry, leaf.hash
                from unnest(:entries::bigint[], :hashes::bytea[]) with ordinality as leaf (entry, hash, place)
                """)
                .param("first", first)
                .param("entries", leaves.stream().map(Leaf::entry).toArray(Long[]::new))
                .param(
                        "hashes",
                        leaves.stream().map(leaf -> leaf.hash().bytes()).toArray(byte[][]::new))
                .update();
    }

    /** How many leaves have a position. */
    long size() {
        return db.sql("select coalesce(max(position) + 1, 0) from audit_tree")
                .query(Long.class)
                .single();
    }

    /** What the tree is read by. */
    TileTree tiles(long size) {
        return new TileTree(this::tile, size);
    }

    /** The hashes of one tile. */
    List<MerkleHash> tile(Tile tile) {
        String sql = tile.level() == 0
                ? "select leaf_hash as hash from audit_tree where position >= :first and position < :end order by position"
                : """
                select hash from audit_node where level = :level and place >= :first and place < :end order by place
                """;
        return db.sql(sql)
                .param("level", tile.level())
                .param("first", tile.first())
                .param("end", tile.first() + tile.width())
                .query((row, number) -> MerkleHash.of(row.getBytes("hash")))
                .list();
    }

    /** What the hashes of a tile of level 0 were made of. */
    List<byte[]> commitments(Tile tile) {
        return db.sql("""
                select l.commitment from audit_tree t join audit_leaf l using (entry)
                where t.position >= :first and t.position < :end
                order by t.position
                """)
                .param("first", tile.first())
                .param("end", tile.first() + tile.width())
                .query((row, number) -> row.getBytes("commitment"))
                .list();
    }

    /**
     * Keeps the root of each tile that is full by now, lowest level first.
     *
     * @param most how many to keep in this transaction
     * @return whether all are kept
     */
    boolean growNodes(long size, int most) {
        int kept = 0;
        for (int level = 1; Tile.hashes(level, size) > 0; level++) {
            long next = nodes(level);
            for (; next < Tile.hashes(level, size); next++) {
                if (kept++ == most) {
                    return false;
                }
                addNode(level, next, root(tile(new Tile(level - 1, next, Tile.WIDTH_FULL))));
            }
        }
        return true;
    }

    private long nodes(int level) {
        return db.sql("select coalesce(max(place) + 1, 0) from audit_node where level = :level")
                .param("level", level)
                .query(Long.class)
                .single();
    }

    private void addNode(int level, long place, MerkleHash hash) {
        db.sql("insert into audit_node (level, place, hash) values (:level, :place, :hash)")
                .param("level", level)
                .param("place", place)
                .param("hash", hash.bytes())
                .update();
    }

    private static MerkleHash root(List<MerkleHash> tile) {
        MerkleFrontier tree = MerkleFrontier.empty();
        tile.forEach(tree::append);
        return tree.root();
    }

    void addCheckpoint(MerkleFrontier tree, Instant at, byte[] signature, SignedNote note) {
        db.sql("""
                insert into audit_checkpoint (size, root, edge, at, note, signature, signed_note)
                values (:size, :root, :edge, :at, :note, :signature, :signed)
                """)
                .param("size", tree.size())
                .param("root", tree.root().bytes())
                .param("edge", tree.edge())
                .param("at", utc(at))
                .param("note", note.text())
                .param("signature", signature)
                .param("signed", note.whole())
                .update();
    }

    /** The size of the first checkpoint that is a note. */
    long firstNote() {
        return db.sql("select coalesce(min(size), 0) from audit_checkpoint where signed_note is not null")
                .query(Long.class)
                .single();
    }

    /** How many checkpoints there are. */
    long checkpoints() {
        return db.sql("select count(*) from audit_checkpoint").query(Long.class).single();
    }

    /** The newest checkpoint. */
    Optional<Signed> newest() {
        return checkpoint("order by size desc limit 1", 0);
    }

    /** The newest checkpoint that has at least so many leaves and that a witness has cosigned. */
    Optional<Signed> newestCosigned(long sizeMin) {
        return checkpoint(
                "where size = (select max(size) from audit_cosignature where size >= :size) and :size >= 0", sizeMin);
    }

    Optional<Signed> ofSize(long size) {
        return checkpoint("where size = :size", size);
    }

    private Optional<Signed> checkpoint(String which, long size) {
        return db.sql("select size, root, at, note, signature, signed_note from audit_checkpoint " + which)
                .param("size", size)
                .query((row, number) -> new Signed(
                        row.getLong("size"),
                        MerkleHash.of(row.getBytes("root")),
                        Sql.at(row, "at"),
                        row.getString("note"),
                        row.getBytes("signature"),
                        row.getString("signed_note")))
                .optional();
    }

    /** A checkpoint as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // a row on its way; nobody compares two
    record Signed(
            long size,
            MerkleHash root,
            Instant at,
            String note,
            byte[] signature,
            @Nullable String signedNote) {}
}
