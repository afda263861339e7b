package org.vigie.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;

/** Has the audit log fail at random, about every tenth time, until it is closed: half of the times only when it is committed. */
public final class FailingLog implements AutoCloseable {
    private static final String END = "drop function fail_at_random() cascade";

    private final DatabaseAccess access;

    private FailingLog(DatabaseAccess access) {
        this.access = access;
    }

    /** Of the entries whose column has that value. */
    public static FailingLog begin(DatabaseAccess access, String column, String value) throws SQLException {
        execute(access, """
            create function fail_at_random() returns trigger language plpgsql as $$
            begin
                if new.%s = '%s' and random() < 0.051 then
                    raise exception 'the audit log fails, as the test asked';
                end if;
                return new;
            end $$;
            create trigger fails_at_once before insert on audit_entry for each row execute function fail_at_random();
            create constraint trigger fails_at_the_end after insert on audit_entry
                deferrable initially deferred for each row execute function fail_at_random();
            """.formatted(column, value));
        return new FailingLog(access);
    }

    @Override
    public void close() throws SQLException {
        execute(access, END);
    }

    private static void execute(DatabaseAccess access, String sql) throws SQLException {
        try (Connection owner = access.connect(Role.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
