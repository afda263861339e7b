package org.vigie.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are checked in and compared. With {@code -Dvigie.golden=update} they are written instead: read the diff. */
public final class Golden {
    private Golden() {}

    /**
     * Compares a text with its golden file, or writes that file when asked to.
     *
     * @param file seen from the directory of the Maven module
     */
    public static void compare(Path file, String text) throws IOException {
        if ("update".equals(System.getProperty("vigie.golden"))) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("run this test with -Dvigie.golden=update if the change is meant, and read the diff")
                .exists();
        assertThat(text).as("%s", file).isEqualTo(Files.readString(file));
    }
}
