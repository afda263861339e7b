package org.vigie.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.vigie.audit.AuditVerification.Faults;
import tools.jackson.databind.json.JsonMapper;

/** Each entry still says what its leaf committed to, or what was left of it when it was burnt, and each leaf has its entry. */
final class EntryCheck {
    static final int FETCH_ROWS = 1000;

    private final Connection connection;
    private final JsonMapper json;
    private final Faults faults;
    private long entries;
    private long waiting;
    private long burnt;

    EntryCheck(Connection connection, JsonMapper json, Faults faults) {
        this.connection = connection;
        this.json = json;
        this.faults = faults;
    }

    void run() throws SQLException {
        String sql = """
                select e.*, l.entry as leaf_entry, l.commitment, t.position is null as waits, p.entry is not null as is_pending,
                       b.act as burnt_act, b.facts ->> ('entry-' || e.id) as burnt_commitment
                from audit_entry e
                full join audit_leaf l on l.entry = e.id
                left join audit_entry b on b.id = e.burnt_by
                left join audit_tree t on t.entry = l.entry
                left join audit_pending p on p.entry = l.entry
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries++;
                    entry(row);
                }
            }
        }
    }

    private void entry(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        byte[] commitment = row.getBytes("commitment");
        if (row.getObject("id") == null) {
            faults.add("entry %d is gone, its leaf is still there".formatted(row.getLong("leaf_entry")));
            return;
        }
        if (commitment == null) {
            faults.add("entry %d has no leaf".formatted(id));
            return;
        }
        if (row.getObject("burnt_by") != null) {
            burnt++;
            if (!saysWhatWasLeft(row)) {
                faults.add("entry %d was burnt, and no entry says so of what is left of it".formatted(id));
            }
        } else if (!saysWhatWasCommittedTo(row, commitment)) {
            faults.add("entry %d does not say what its leaf committed to".formatted(id));
        }
        boolean isPending = row.getBoolean("is_pending");
        if (row.getBoolean("waits")) {
            waiting++;
            if (!isPending) {
                faults.add("entry %d has no position and does not wait for one".formatted(id));
            }
        } else if (isPending) {
            faults.add("entry %d has a position and waits for another".formatted(id));
        }
    }

    private boolean saysWhatWasCommittedTo(ResultSet row, byte[] commitment) throws SQLException {
        try {
            return Arrays.equals(commitment, EntryText.stored(row, json).commitment());
        } catch (IllegalArgumentException e) {
            return false; // such an entry was never recorded
        }
    }

    /** The leaf confirms nothing any more; the entry that said what was burnt holds what the rest commits to. */
    private boolean saysWhatWasLeft(ResultSet row) throws SQLException {
        String said = row.getString("burnt_commitment");
        return said != null
                && AuditBurnService.ACT.equals(row.getString("burnt_act"))
                && List.of((String[]) row.getArray("subjects").getArray()).contains(AuditBurnService.ERASED)
                && said.matches("[0-9a-f]{64}")
                && saysWhatWasCommittedTo(row, HexFormat.of().parseHex(said));
    }

    long entries() {
        return entries;
    }

    long burnt() {
        return burnt;
    }

    long waiting() {
        return waiting;
    }
}
