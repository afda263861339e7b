package org.vigie.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as a proof carries it: all that its commitment covers, and the salts without which nobody could tell.
 *
 * @param org empty for an act of the platform
 * @param salt in hexadecimal
 * @param subjectSalts likewise, one for each subject; absent where one salt was for everything
 */
record EntryText(
        String org,
        String at,
        String act,
        String actorKind,
        String actorId,
        List<String> subjects,
        Map<String, String> facts,
        String salt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> subjectSalts) {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    static EntryText of(AuditEntry entry) {
        AuditAct act = entry.act();
        return new EntryText(
                entry.org() == null ? "" : entry.org().toString(),
                entry.at().toString(),
                act.act(),
                act.actor().kind(),
                act.actor().id(),
                act.subjects(),
                new TreeMap<>(act.facts()),
                entry.salt(),
                entry.subjectSalts());
    }

    /** What a row of the table says. */
    static AuditEntry stored(ResultSet row, JsonMapper json) throws SQLException {
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
                HexFormat.of().formatHex(row.getBytes("salt")),
                salts(row.getArray("subject_salts")));
    }

    private static @Nullable List<String> salts(@Nullable Array column) throws SQLException {
        return column == null
                ? null
                : Arrays.stream((byte[][]) column.getArray())
                        .map(HexFormat.of()::formatHex)
                        .toList();
    }

    /** Reads the text of a proof; empty when it is no entry. */
    static Optional<EntryText> parse(String text, JsonMapper json) {
        try {
            return Optional.of(json.readValue(text, EntryText.class)).filter(read -> read.entry() != null);
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Null when its words are none that are ever recorded. */
    @Nullable
    AuditEntry entry() {
        try {
            return new AuditEntry(
                    org.isEmpty() ? null : new OrgId(UUID.fromString(org)),
                    Instant.parse(at),
                    new AuditAct(act, new AuditActor(actorKind, actorId), subjects, facts),
                    salt,
                    subjectSalts);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
