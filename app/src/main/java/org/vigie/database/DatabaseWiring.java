package org.vigie.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.vigie.database.DatabaseAccess.Role;

/** Opens the database and hands out one pool for each role that serves. */
@Configuration(proxyBeanMethods = false)
class DatabaseWiring {
    private static final int INDEX_CONNECTIONS_MAX = 2;

    @Bean
    Mode mode(DatabaseSettings settings) {
        return settings.mode();
    }

    /** Closed after every pool, since the pools depend on it. */
    @Bean(destroyMethod = "close")
    OpenDatabase openDatabase(DatabaseSettings settings) throws IOException, SQLException {
        return OpenDatabase.open(settings.data(), settings.db());
    }

    @Bean
    DatabaseAccess databaseAccess(OpenDatabase database) {
        return database.access();
    }

    @Bean
    @Primary
    DataSource dataSource(DatabaseAccess access, DatabaseSettings settings) throws SQLException {
        if (settings.dbDurable()) {
            requireDurable(access);
        }
        return pool(access, Role.APP, settings.dbConnections());
    }

    /** Reads hash lists of every organisation, for the match index only. */
    @Bean
    @Qualifier("indexDataSource")
    DataSource indexDataSource(DatabaseAccess access) {
        return pool(access, Role.INDEX, INDEX_CONNECTIONS_MAX);
    }

    @Bean
    @FlywayDataSource
    DataSource migrationDataSource(DatabaseAccess access) {
        return new DriverManagerDataSource(access.url(), Role.OWNER.user(), access.password(Role.OWNER));
    }

    private static HikariDataSource pool(DatabaseAccess access, Role role, int connections) {
        var config = new HikariConfig();
        config.setPoolName(role.user());
        config.setJdbcUrl(access.url());
        config.setUsername(role.user());
        config.setPassword(access.password(role));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** A server that acknowledges commits before they are on disk would lose notices in a crash. */
    private static void requireDurable(DatabaseAccess access) throws SQLException {
        try (Connection connection = access.connect(Role.APP);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet row = statement.executeQuery("select current_setting('" + setting + "')")) {
                    row.next();
                    if ("off".equals(row.getString(1))) {
                        throw new IllegalStateException(
                                "PostgreSQL runs with %s = off and may lose what it acknowledged;".formatted(setting)
                                        + " Vigie refuses to run on it");
                    }
                }
            }
        }
    }
}
