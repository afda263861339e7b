package org.vigie.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.database.FileTree;
import org.vigie.database.OpenDatabase;

/** One data directory, and so one real PostgreSQL, for all the tests of a JVM. */
public final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Path DATA = fresh();

    /** The data directory of the tests of this JVM; removed when it ends. */
    public static Path data() {
        return DATA;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // an application makes keys for the organisations of all tests before it, however many these are
        TestPropertyValues.of("vigie.data=" + DATA, "vigie.opener.creates-an-hour=100000")
                .applyTo(context);
    }

    private static Path fresh() {
        try {
            Path data = Files.createTempDirectory("vigie-test");
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
            // started here, since who starts it stops it: an application that is closed for the next one must not
            OpenDatabase database = OpenDatabase.open(data, null);
            // after the applications are closed
            SpringApplication.getShutdownHandlers().add(() -> end(database, data));
            return data;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no database for tests", e);
        }
    }

    private static void end(OpenDatabase database, Path data) {
        try {
            database.close();
            FileTree.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
