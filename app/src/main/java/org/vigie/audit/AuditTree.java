package org.vigie.audit;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;

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

    void place(long position, Leaf leaf) {
        db.sql("insert into audit_tree (position, entry, leaf_hash) values (:position, :entry, :hash)")
                .param("position", position)
                .param("entry", leaf.entry())
                .param("hash", leaf.hash().bytes())
                .update();
    }

    /** The right edge as the last checkpoint left it. */
    MerkleFrontier edge() {
        return db.sql("select size, edge from audit_checkpoint order by size desc limit 1")
                .query((row, number) -> MerkleFrontier.of(row.getLong("size"), split(row.getBytes("edge"))))
                .optional()
                .orElseGet(MerkleFrontier::empty);
    }

    void addCheckpoint(MerkleFrontier tree, Instant at, String note, byte[] signature) {
        db.sql("""
                insert into audit_checkpoint (size, root, edge, at, note, signature)
                values (:size, :root, :edge, :at, :note, :signature)
                """)
                .param("size", tree.size())
                .param("root", tree.root().bytes())
                .param("edge", join(tree.subtrees()))
                .param("at", utc(at))
                .param("note", note)
                .param("signature", signature)
                .update();
    }

    Optional<Long> size() {
        return db.sql("select max(size) from audit_checkpoint")
                .query(Long.class)
                .optional();
    }

    private static byte[] join(List<MerkleHash> hashes) {
        byte[] joined = new byte[hashes.size() * MerkleHash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i).bytes(), 0, joined, i * MerkleHash.BYTES, MerkleHash.BYTES);
        }
        return joined;
    }

    private static List<MerkleHash> split(byte[] joined) {
        return java.util.stream.IntStream.range(0, joined.length / MerkleHash.BYTES)
                .mapToObj(i -> MerkleHash.of(
                        java.util.Arrays.copyOfRange(joined, i * MerkleHash.BYTES, (i + 1) * MerkleHash.BYTES)))
                .toList();
    }
}
