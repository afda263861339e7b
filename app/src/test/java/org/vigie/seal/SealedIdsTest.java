package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.testing.VigieTest;

/** The id for which a value is sealed is that of one row: by it rows are passed in turn, and told apart. */
@VigieTest
class SealedIdsTest {
    @Autowired
    private DatabaseAccess access;

    @Test
    void eachIdIsUniqueByItself() throws SQLException {
        assertThat(columns("")).isNotEmpty();
        assertThat(columns("""
                where not exists (
                    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                    where i.indrelid = s.table_name::regclass and a.attname = s.id_column and a.attnotnull
                      and i.indisunique and i.indisvalid and i.indimmediate
                      and i.indnkeyatts = 1 and i.indpred is null)
                """)).isEmpty();
    }

    private List<String> columns(String condition) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var owner = access.connect(Role.OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "select s.table_name || '.' || s.column_name from sealed_column s " + condition)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
