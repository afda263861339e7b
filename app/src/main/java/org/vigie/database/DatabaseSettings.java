package org.vigie.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Where state is kept.
 *
 * @param data the data directory: the embedded database, the keys, unpacked binaries
 * @param mode TEST (nothing leaves this machine) or LIVE
 * @param db JDBC address of an external PostgreSQL ≥ 16 with its owner's user and password; absent = embedded
 * @param dbDurable whether to refuse a server that may lose commits ({@code fsync} or {@code synchronous_commit} off); only
 *     tests turn it off
 * @param dbConnections the largest number of connections of the application's pool
 */
@ConfigurationProperties("vigie")
public record DatabaseSettings(
        @DefaultValue("data") Path data,
        @DefaultValue("TEST") Mode mode,
        @Nullable String db,
        @DefaultValue("true") boolean dbDurable,
        @DefaultValue("16") int dbConnections) {

    /** @throws SettingRefused for a value that makes no sense */
    public DatabaseSettings {
        SettingRange.of("vigie").number("db-connections", dbConnections, 1, 1_000);
    }
}
