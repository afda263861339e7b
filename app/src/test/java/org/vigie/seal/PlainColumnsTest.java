package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.testing.VigieTest;

/** Each column that may hold a text as somebody wrote it, in plain, is named with the reason why it is not sealed. */
@VigieTest
class PlainColumnsTest {
    /** Texts, JSON and network addresses, but for those that a check holds to a list of words or to a pattern. */
    private static final String FREE_TEXTS = """
            select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
              and not a.attisdropped and c.relname <> 'flyway_schema_history'
              and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'inet', 'cidr')
              and not exists (
                  select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)
                  and (pg_get_constraintdef(k.oid) like '%' || a.attname || ' = ANY (ARRAY[%'
                       or pg_get_constraintdef(k.oid) like '%' || a.attname || ' ~ %'))
            """;

    @Autowired
    private DatabaseAccess access;

    @Test
    void everyPlainTextHasItsReason() throws Exception {
        var found = new TreeSet<String>();
        try (Connection owner = access.connect(Role.OWNER);
                ResultSet rows = owner.createStatement().executeQuery(FREE_TEXTS)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        var named = named();
        var unnamed = new TreeSet<>(found);
        unnamed.removeAll(named.keySet());
        assertThat(unnamed).as("not in golden/plain-columns.csv").isEmpty();
        assertThat(found).as("of golden/plain-columns.csv").containsAll(named.keySet());
        assertThat(named.values()).allMatch(reason -> reason.length() >= 5);
    }

    private static Map<String, String> named() throws IOException {
        try (var in = PlainColumnsTest.class.getResourceAsStream("/golden/plain-columns.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, b) -> a, TreeMap::new));
        }
    }
}
