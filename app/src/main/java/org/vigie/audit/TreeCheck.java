package org.vigie.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditVerification.Faults;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;

/** The leaves in their order give each kept root and each checkpoint, without a gap. */
final class TreeCheck {
    private final Connection connection;
    private final NoteCheck notes;
    private final ExpectedHeads expected;
    private final Faults faults;
    /** The tile of each level that is being filled. */
    private final List<MerkleFrontier> tiles = new ArrayList<>();
    /** How many tiles of each level were full before it. */
    private final List<Long> full = new ArrayList<>();

    private long integrated;
    private long checkpoints;
    private long cosignatures;
    private long signed;
    private long nodes;
    private boolean isInParts;

    TreeCheck(Connection connection, NoteCheck notes, ExpectedHeads expected, Faults faults) {
        this.connection = connection;
        this.notes = notes;
        this.expected = expected;
        this.faults = faults;
    }

    void run() throws SQLException {
        MerkleFrontier frontier = MerkleFrontier.empty();
        String sql = """
                select t.position, t.entry, t.leaf_hash, l.commitment, c.root, c.edge, c.at, c.note, c.signature, c.signed_note
                from audit_tree t
                left join audit_leaf l on l.entry = t.entry
                left join audit_checkpoint c on c.size = t.position + 1
                order by t.position
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(EntryCheck.FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (row.getLong("position") != frontier.size()) {
                        faults.add("the tree has a gap before position " + row.getLong("position"));
                        return;
                    }
                    leaf(row, frontier);
                }
            }
        }
        integrated = frontier.size();
        nodesBeyond();
        checkpointsBeyond();
        cosigned();
        cosignaturesMissing();
        expected.end(integrated, signed, faults);
    }

    private void leaf(ResultSet row, MerkleFrontier frontier) throws SQLException {
        MerkleHash leaf = MerkleHash.of(row.getBytes("leaf_hash"));
        byte[] commitment = row.getBytes("commitment");
        if (commitment == null || !leaf.equals(MerkleHash.ofLeaf(commitment))) {
            faults.add("position %d does not hold the leaf of entry %d"
                    .formatted(row.getLong("position"), row.getLong("entry")));
        }
        if (commitment != null) {
            // a burn of the form before hides more, so nobody goes back to it
            if (isInParts && !AuditEntry.isInParts(commitment)) {
                faults.add("entry %d is of a form that is not written any more".formatted(row.getLong("entry")));
            }
            isInParts = isInParts || AuditEntry.isInParts(commitment);
        }
        frontier.append(leaf);
        fill(0, leaf);
        expected.grown(frontier, faults);
        if (row.getBytes("root") != null) {
            checkpoints++;
            signed = frontier.size();
            expected.checkpoint(signed);
            notes.checkpoint(row, frontier);
        }
    }

    /** A tile that is full is one hash of the level above, and that is kept. */
    private void fill(int level, MerkleHash hash) throws SQLException {
        if (tiles.size() == level) {
            tiles.add(MerkleFrontier.empty());
            full.add(0L);
        }
        MerkleFrontier tile = tiles.get(level);
        tile.append(hash);
        if (tile.size() == Tile.WIDTH_FULL) {
            long place = full.get(level);
            tiles.set(level, MerkleFrontier.empty());
            full.set(level, place + 1);
            nodes++;
            if (!Objects.equals(tile.root(), kept(level + 1, place))) {
                faults.add(
                        "the root that is kept of tile %d on level %d does not fit the tree".formatted(place, level));
            }
            fill(level + 1, tile.root());
        }
    }

    private @Nullable MerkleHash kept(int level, long place) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select hash from audit_node where level = ? and place = ?")) {
            query.setInt(1, level);
            query.setLong(2, place);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? MerkleHash.of(row.getBytes("hash")) : null;
            }
        }
    }

    private void nodesBeyond() throws SQLException {
        if (one("select count(*) from audit_node") != nodes) {
            faults.add("the kept roots of subtrees are not those of %d leaves".formatted(integrated));
        }
    }

    private void checkpointsBeyond() throws SQLException {
        long largest = one("select coalesce(max(size), 0) from audit_checkpoint");
        if (largest > integrated) {
            faults.add("a checkpoint of size %d was signed, but the tree has only %d leaves"
                    .formatted(largest, integrated));
        }
    }

    private void cosigned() throws SQLException {
        String sql = """
                select s.size, s.witness, s.key_id, s.at, s.line, c.note
                from audit_cosignature s left join audit_checkpoint c using (size)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(EntryCheck.FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    cosignatures++;
                    notes.cosignature(row);
                }
            }
        }
    }

    /** An entry says of each cosignature that it was added. */
    private void cosignaturesMissing() throws SQLException {
        String sql = """
                select e.size, e.witness, e.told - count(s.line) as missing
                from (
                    select facts ->> 'size' as size, facts ->> 'witness' as witness, count(*) as told
                    from audit_entry where act = '%s' group by 1, 2) e
                left join audit_cosignature s on s.size::text = e.size and s.witness = e.witness
                group by e.size, e.witness, e.told
                having count(s.line) < e.told
                """.formatted(CosignatureService.ACT);
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                faults.add("%d cosignatures of the checkpoint of size %s are missing that %s made"
                        .formatted(row.getLong("missing"), row.getString("size"), row.getString("witness")));
            }
        }
    }

    private long one(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    long integrated() {
        return integrated;
    }

    long checkpoints() {
        return checkpoints;
    }

    long cosignatures() {
        return cosignatures;
    }

    /** Positions behind the last checkpoint. */
    long unsigned() {
        return Math.max(0, integrated - signed);
    }
}
