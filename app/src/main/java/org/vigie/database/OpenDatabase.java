package org.vigie.database;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database while Vigie runs.
 *
 * @param embedded the server of our own; null where the operator's is used
 */
record OpenDatabase(DatabaseAccess access, @Nullable EmbeddedPostgres embedded) implements AutoCloseable {
    static OpenDatabase open(DatabaseSettings settings) throws IOException, SQLException {
        if (settings.db() != null) {
            return new OpenDatabase(ExternalDatabase.prepare(settings.db(), settings.data()), null);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.open(settings.data());
        return new OpenDatabase(embedded.access(), embedded);
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
