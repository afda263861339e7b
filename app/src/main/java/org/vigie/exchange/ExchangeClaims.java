package org.vigie.exchange;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.organisation.OrgId;

/** The exchange_claim table: who says which hash. */
@Repository
class ExchangeClaims {
    private final JdbcClient db;

    ExchangeClaims(JdbcClient db) {
        this.db = db;
    }

    /** What these keys say. */
    Map<String, Set<ClaimedHash>> of(SourceId source, Collection<String> keys) {
        Map<String, Set<ClaimedHash>> claims = new HashMap<>();
        db.sql("select key, algorithm, hash from exchange_claim where source_id = :source and key = any (:keys)")
                .param("source", source.value())
                .param("keys", keys.toArray(String[]::new))
                .query((row, number) -> claims.computeIfAbsent(row.getString("key"), key -> new HashSet<>())
                        .add(hash(row)))
                .list();
        return claims;
    }

    /** Which of these hashes are said by any other key. */
    Set<ClaimedHash> saidByOthers(SourceId source, Collection<ClaimedHash> hashes, Collection<String> keys) {
        return Set.copyOf(db.sql("""
                select distinct c.algorithm, c.hash
                from unnest(:algorithms::text[], :hashes::bytea[]) as given (algorithm, hash)
                join exchange_claim c
                  on c.source_id = :source and c.algorithm = given.algorithm and c.hash = given.hash
                where not c.key = any (:keys)
                """)
                .param("source", source.value())
                .param("algorithms", hashes.stream().map(ClaimedHash::kind).toArray(String[]::new))
                .param("hashes", bytes(hashes.stream()))
                .param("keys", keys.toArray(String[]::new))
                .query((row, number) -> hash(row))
                .list());
    }

    /** What these keys say from now on, and nothing else. */
    void replace(OrgId org, SourceId source, Map<String, List<ClaimedHash>> said) {
        db.sql("delete from exchange_claim where source_id = :source and key = any (:keys)")
                .param("source", source.value())
                .param("keys", said.keySet().toArray(String[]::new))
                .update();
        add(org, source, said);
    }

    /** What these keys say as well, beside what they said before. */
    void add(OrgId org, SourceId source, Map<String, List<ClaimedHash>> said) {
        List<Map.Entry<String, ClaimedHash>> rows = said.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().distinct().map(hash -> Map.entry(entry.getKey(), hash)))
                .toList();
        db.sql("""
                insert into exchange_claim (source_id, org_id, key, algorithm, hash)
                select :source, :org, given.key, given.algorithm, given.hash
                from unnest(:keys::text[], :algorithms::text[], :hashes::bytea[]) as given (key, algorithm, hash)
                on conflict do nothing
                """)
                .param("source", source.value())
                .param("org", org.value())
                .param("keys", rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "algorithms",
                        rows.stream().map(row -> row.getValue().kind()).toArray(String[]::new))
                .param("hashes", bytes(rows.stream().map(Map.Entry::getValue)))
                .update();
    }

    private static byte[][] bytes(Stream<ClaimedHash> hashes) {
        return hashes.map(hash -> HexFormat.of().parseHex(hash.hex())).toArray(byte[][]::new);
    }

    private static ClaimedHash hash(ResultSet row) throws SQLException {
        return new ClaimedHash(row.getString("algorithm"), HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
