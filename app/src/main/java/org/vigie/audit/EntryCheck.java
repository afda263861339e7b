package org.vigie.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditVerification.Faults;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each entry still says what its leaf committed to, and each leaf has its entry. Where subjects were burnt, an entry says which, and
 * there was an erasure. Only of burnt entries of the form before does the leaf prove nothing: these are named.
 */
final class EntryCheck {
    static final int FETCH_ROWS = 1000;

    /**
     * The erasure that an entry was burnt for. Before burns named it, it was recorded right after; only a burn that is of the form
     * before itself may go by that.
     */
    private static final String ERASURE = """
            select from audit_entry r
            join erased_record x on x.org_id is not distinct from r.org_id and x.kind = r.facts ->> 'kind' and x.record =
                case when r.subjects[1] ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then r.subjects[1]::uuid end
            where r.act = 'record.erased' and r.org_id is not distinct from e.org_id and b.org_id is not distinct from e.org_id
              and r.id = case
                when b.facts ->> 'erasure' ~ '^[0-9]{1,18}$' then (b.facts ->> 'erasure')::bigint
                when b.subject_salts is null then
                    (select min(n.id) from audit_entry n
                     where n.id > b.id and n.act = 'record.erased' and n.org_id is not distinct from b.org_id) end
            """;

    private final Connection connection;
    private final JsonMapper json;
    private final Faults faults;
    private long entries;
    private long waiting;
    private long burnt;
    private final List<Long> unproved = new ArrayList<>();
    private long unprovedCount;

    EntryCheck(Connection connection, JsonMapper json, Faults faults) {
        this.connection = connection;
        this.json = json;
        this.faults = faults;
    }

    void run() throws SQLException {
        String sql = """
                select e.*, l.entry as leaf_entry, l.commitment, t.position is null as waits, p.entry is not null as is_pending,
                       b.act as burnt_act, b.facts ->> ('entry-' || e.id) as burnt_fact,
                       e.burnt_by is not null and exists (%s) as is_erased
                from audit_entry e
                full join audit_leaf l on l.entry = e.id
                left join audit_entry b on b.id = e.burnt_by
                left join audit_tree t on t.entry = l.entry
                left join audit_pending p on p.entry = l.entry
                """.formatted(ERASURE);
        try (Statement all = connection.createStatement()) {
            all.execute("set local vigie.compartments = 'all'"); // erasures behind walls count as well
        }
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
        boolean isInParts = AuditEntry.isInParts(commitment);
        boolean isBurnt = row.getObject("burnt_by") != null;
        if ((isInParts || !isBurnt) && !saysWhatWasCommittedTo(row, commitment)) {
            faults.add("entry %d does not say what its leaf committed to".formatted(id));
        }
        if (isBurnt) {
            burnt++;
            burnt(row, id, isInParts);
        } else if (isInParts && subjects(row).contains(AuditBurnService.ERASED)) {
            faults.add("entry %d was burnt, and no entry says so".formatted(id));
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
        AuditEntry stored = stored(row);
        return stored != null && Arrays.equals(commitment, stored.commitment());
    }

    /** Null when such an entry was never recorded, whatever it is. */
    private @Nullable AuditEntry stored(ResultSet row) throws SQLException {
        try {
            AuditEntry entry = EntryText.stored(row, json);
            entry.commitment();
            return entry;
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void burnt(ResultSet row, long id, boolean isInParts) throws SQLException {
        if (!isInParts) {
            unprovedCount++;
            if (unproved.size() < AuditVerification.FAULTS_TOLD_MAX) {
                unproved.add(id);
            }
        }
        if (!saysWhatWasLeft(row, isInParts)) {
            faults.add("entry %d was burnt, and no entry says so of what is left of it".formatted(id));
        }
        if (!row.getBoolean("is_erased")) {
            faults.add("entry %d was burnt, and nothing was erased for it".formatted(id));
        }
    }

    /** The entry that says what was burnt names the places; of the form before, it holds what the rest commits to. */
    private boolean saysWhatWasLeft(ResultSet row, boolean isInParts) throws SQLException {
        String said = row.getString("burnt_fact");
        if (said == null
                || !AuditBurnService.ACT.equals(row.getString("burnt_act"))
                || !subjects(row).contains(AuditBurnService.ERASED)) {
            return false;
        }
        if (isInParts) {
            AuditEntry left = stored(row);
            return left != null && said.equals(left.burntPlaces());
        }
        return said.matches("[0-9a-f]{64}")
                && saysWhatWasCommittedTo(row, HexFormat.of().parseHex(said));
    }

    private static List<String> subjects(ResultSet row) throws SQLException {
        return Arrays.asList((String[]) row.getArray("subjects").getArray());
    }

    long entries() {
        return entries;
    }

    long burnt() {
        return burnt;
    }

    /** The first of those that were burnt and whose leaf does not prove what is left. */
    List<Long> unproved() {
        return unproved;
    }

    long unprovedCount() {
        return unprovedCount;
    }

    long waiting() {
        return waiting;
    }
}
