package org.vigie.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Service;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.database.DatabaseAccess;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recomputes the whole audit log: every entry gives its commitment again, every commitment its leaf, the leaves in their order
 * every kept root and every checkpoint, every checkpoint bears the signatures of the keys of its time, and every cosignature is one
 * of a witness that is trusted; the log contains what was signed last, and no checkpoint and no cosignature is missing that was. Reads one row at a time, with a role that can only read.
 */
@Service
public class AuditVerification {
    /** How many faults are told one by one; more are only counted. */
    public static final int FAULTS_TOLD_MAX = 100;

    private final DatabaseAccess access;
    private final LogKeys keys;
    private final SigningRecord record;
    private final WitnessKeys witnesses;
    private final AuditSettings settings;
    private final JsonMapper json;

    AuditVerification(
            DatabaseAccess access,
            LogKeys keys,
            SigningRecord record,
            WitnessKeys witnesses,
            AuditSettings settings,
            JsonMapper json) {
        this.access = access;
        this.keys = keys;
        this.record = record;
        this.witnesses = witnesses;
        this.settings = settings;
        this.json = json;
    }

    /**
     * What was found.
     *
     * @param entries all entries read
     * @param burnt those out of which ids of erased records were taken; another entry says so of each, and of which erasure
     * @param unproved the first numbers of those among them that are of the form before: of these the leaf proves nothing, and what
     *     is left of them is only as good as the entry that says so
     * @param integrated those that have a position in the tree
     * @param checkpoints that were recomputed
     * @param cosignatures of witnesses that were checked
     * @param waiting entries that the integrator has not taken yet; no fault
     * @param unsigned positions behind the last checkpoint; no fault, since a signature follows its leaves a moment later
     * @param faults the first faults, each a sentence naming entry, position or size
     */
    public record Report(
            long entries,
            long burnt,
            List<Long> unproved,
            long unprovedCount,
            long integrated,
            long checkpoints,
            long cosignatures,
            long waiting,
            long unsigned,
            List<String> faults,
            long faultCount) {
        public Report {
            unproved = List.copyOf(unproved);
            faults = List.copyOf(faults);
        }

        public boolean isSound() {
            return faultCount == 0;
        }
    }

    /** Verifies all of it against one snapshot of the database. */
    public Report verify() throws SQLException {
        return verify(List.of());
    }

    /**
     * The same, and whether the log contains what others have seen of it.
     *
     * @param seen heads of this log that a witness kept
     */
    public Report verify(List<Checkpoint> seen) throws SQLException {
        try (Connection connection = access.connect(DatabaseAccess.Role.VERIFIER)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return verify(connection, seen);
        }
    }

    /** In a transaction that is open. */
    Report verify(Connection connection, List<Checkpoint> seen) throws SQLException {
        var expected = new ExpectedHeads(settings.origin(), record, seen);
        var faults = new Faults();
        var entries = new EntryCheck(connection, json, faults);
        entries.run();
        var tree = new TreeCheck(
                connection,
                new NoteCheck(settings.origin(), keys, witnesses.all(), expected, faults),
                expected,
                faults);
        tree.run();
        return new Report(
                entries.entries(),
                entries.burnt(),
                entries.unproved(),
                entries.unprovedCount(),
                tree.integrated(),
                tree.checkpoints(),
                tree.cosignatures(),
                entries.waiting(),
                tree.unsigned(),
                faults.told(),
                faults.count());
    }

    /** What does not fit, told up to a limit and counted beyond. */
    static final class Faults {
        private final List<String> told = new java.util.ArrayList<>();
        private long count;

        void add(String sentence) {
            count++;
            if (told.size() < FAULTS_TOLD_MAX) {
                told.add(sentence);
            }
        }

        List<String> told() {
            return told;
        }

        long count() {
            return count;
        }
    }
}
