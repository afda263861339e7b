package org.vigie.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.CheckpointKey;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recomputes the whole audit log: every entry gives its commitment again, every commitment its leaf, the leaves in their order
 * every checkpoint's root, and every checkpoint bears our signature. Reads one row at a time, with a role that can only read.
 */
@Service
public class AuditVerification {
    /** How many faults are told one by one; more are only counted. */
    public static final int FAULTS_TOLD_MAX = 100;

    private static final int FETCH_ROWS = 1000;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final DatabaseAccess access;
    private final CheckpointKey key;
    private final AuditSettings settings;
    private final JsonMapper json;

    AuditVerification(DatabaseAccess access, CheckpointKey key, AuditSettings settings, JsonMapper json) {
        this.access = access;
        this.key = key;
        this.settings = settings;
        this.json = json;
    }

    /**
     * What was found.
     *
     * @param entries all entries read
     * @param integrated those that have a position in the tree
     * @param checkpoints that were recomputed
     * @param waiting entries that the integrator has not taken yet; no fault
     * @param faults the first faults, each a sentence naming entry, position or size
     */
    public record Report(
            long entries, long integrated, long checkpoints, long waiting, List<String> faults, long faultCount) {
        public Report {
            faults = List.copyOf(faults);
        }

        public boolean isSound() {
            return faultCount == 0;
        }
    }

    /** Verifies all of it against one snapshot of the database. */
    public Report verify() throws SQLException {
        try (Connection connection = access.connect(DatabaseAccess.Role.VERIFIER)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var run = new Run(connection);
            run.entries();
            run.tree();
            return run.report();
        }
    }

    private final class Run {
        private final Connection connection;
        private final List<String> faults = new ArrayList<>();
        private long faultCount;
        private long entries;
        private long waiting;
        private long integrated;
        private long checkpoints;

        Run(Connection connection) {
            this.connection = connection;
        }

        /** Each entry still says what its leaf committed to, and each leaf has its entry. */
        void entries() throws SQLException {
            String sql = """
                    select e.*, l.entry as leaf_entry, l.commitment, t.position is null as waits, p.entry is not null as is_pending
                    from audit_entry e
                    full join audit_leaf l on l.entry = e.id
                    left join audit_tree t on t.entry = l.entry
                    left join audit_pending p on p.entry = l.entry
                    """;
            try (PreparedStatement query = streaming(sql);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries++;
                    entry(row);
                }
            }
        }

        private void entry(ResultSet row) throws SQLException {
            long id = row.getLong("id");
            byte[] commitment = row.getBytes("commitment");
            if (row.getObject("id") == null) {
                fault("entry %d is gone, its leaf is still there".formatted(row.getLong("leaf_entry")));
                return;
            }
            if (commitment == null) {
                fault("entry %d has no leaf".formatted(id));
                return;
            }
            if (!Arrays.equals(commitment, stored(row).commitment())) {
                fault("entry %d does not say what its leaf committed to".formatted(id));
            }
            if (row.getBoolean("waits")) {
                waiting++;
                if (!row.getBoolean("is_pending")) {
                    fault("entry %d has no position and does not wait for one".formatted(id));
                }
            }
        }

        private AuditEntry stored(ResultSet row) throws SQLException {
            UUID org = Sql.optionalId(row, "org_id");
            var act = new AuditAct(
                    row.getString("act"),
                    new AuditActor(row.getString("actor_kind"), row.getString("actor_id")),
                    List.of((String[]) row.getArray("subjects").getArray()),
                    json.readValue(row.getString("facts"), FACTS));
            return new AuditEntry(
                    org == null ? null : new OrgId(org),
                    Sql.at(row, "at"),
                    act,
                    HexFormat.of().formatHex(row.getBytes("salt")));
        }

        /** The leaves in their order give each checkpoint's root, without a gap. */
        void tree() throws SQLException {
            MerkleFrontier frontier = MerkleFrontier.empty();
            String sql = """
                    select t.position, t.entry, t.leaf_hash, l.commitment, c.root, c.note, c.signature
                    from audit_tree t
                    left join audit_leaf l on l.entry = t.entry
                    left join audit_checkpoint c on c.size = t.position + 1
                    order by t.position
                    """;
            boolean lastIsCovered = true;
            try (PreparedStatement query = streaming(sql);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long position = row.getLong("position");
                    if (position != frontier.size()) {
                        fault("the tree has a gap before position " + position);
                        return;
                    }
                    MerkleHash leaf = MerkleHash.of(row.getBytes("leaf_hash"));
                    byte[] commitment = row.getBytes("commitment");
                    if (commitment == null || !leaf.equals(MerkleHash.ofLeaf(commitment))) {
                        fault("position %d does not hold the leaf of entry %d"
                                .formatted(position, row.getLong("entry")));
                    }
                    frontier.append(leaf);
                    integrated++;
                    lastIsCovered = row.getBytes("root") != null;
                    if (lastIsCovered) {
                        checkpoint(row, frontier);
                    }
                }
            }
            if (!lastIsCovered) {
                fault("the last checkpoint is missing: positions behind it are not covered");
            }
            checkpointsBeyond(frontier.size());
        }

        private void checkpoint(ResultSet row, MerkleFrontier frontier) throws SQLException {
            checkpoints++;
            String expected = new Checkpoint(settings.origin(), frontier.size(), frontier.root()).text();
            if (!MerkleHash.of(row.getBytes("root")).equals(frontier.root())
                    || !row.getString("note").equals(expected)) {
                fault("the checkpoint of size %d does not fit the tree".formatted(frontier.size()));
            }
            if (!key.isOurs(row.getBytes("signature"), row.getString("note"))) {
                fault("the checkpoint of size %d is not signed by this installation's key".formatted(frontier.size()));
            }
        }

        private void checkpointsBeyond(long size) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("select max(size) from audit_checkpoint");
                    ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getLong(1) > size) {
                    fault("a checkpoint of size %d was signed, but the tree has only %d leaves"
                            .formatted(row.getLong(1), size));
                }
            }
        }

        private PreparedStatement streaming(String sql) throws SQLException {
            PreparedStatement query = connection.prepareStatement(sql);
            query.setFetchSize(FETCH_ROWS);
            return query;
        }

        private void fault(String sentence) {
            faultCount++;
            if (faults.size() < FAULTS_TOLD_MAX) {
                faults.add(sentence);
            }
        }

        Report report() {
            return new Report(entries, integrated, checkpoints, waiting, faults, faultCount);
        }
    }
}
