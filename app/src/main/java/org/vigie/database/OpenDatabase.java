package org.vigie.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database while Vigie runs.
 *
 * @param embedded the server of our own; null where the operator's is used
 */
public record OpenDatabase(DatabaseAccess access, @Nullable EmbeddedPostgres embedded) implements AutoCloseable {
    /**
     * Opens the external database, or starts or attaches to the embedded one.
     *
     * @param external its JDBC address; null for the embedded one
     * @throws IOException when it cannot be started or prepared; the message says why
     */
    public static OpenDatabase open(Path data, @Nullable String external) throws IOException, SQLException {
        if (external != null) {
            return new OpenDatabase(ExternalDatabase.prepare(external, data), null);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.open(data);
        return new OpenDatabase(embedded.access(), embedded);
    }

    /** What it is, for an operator. */
    public String description() {
        return embedded == null ? "external" : "embedded";
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
