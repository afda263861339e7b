package org.vigie.database;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The few conversions that the PostgreSQL driver does not make by itself. */
public final class Sql {
    private Sql() {}

    /** A time as the driver takes it. */
    public static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(UTC);
    }

    /** A time that may be absent. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** A time in a column that is never null. */
    public static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** An id in a column that is never null. */
    public static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** An id that may be absent. */
    public static @Nullable UUID optionalId(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
