package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildClasspathTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void foldersAndPlainJarsAreUsedAsTheyAre() {
        assertThat(ChildClasspath.in(folder.resolve("scratch")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(Files::exists);
        assertThat(folder.resolve("scratch")).doesNotExist();
    }

    @Test
    void jarsWithinAJarAreCopiedOut() throws IOException {
        Path outer = folder.resolve("with space.jar");
        try (OutputStream out = Files.newOutputStream(outer);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("BOOT-INF/lib/inner-1.0.jar"));
            zip.write(new byte[] {1, 2, 3});
            zip.closeEntry();
        }
        URL location = location("file:" + outer.toUri().getRawPath() + "/!BOOT-INF/lib/inner-1.0.jar");
        Path copied = ChildClasspath.file(location, folder.resolve("scratch"));
        assertThat(copied.getFileName()).hasToString("inner-1.0.jar");
        assertThat(copied).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
                .isEqualTo("rw-r--r--");
    }

    /** As Spring Boot's loader writes it; its scheme is known to no plain JVM, so the address is that of a file here. */
    private static URL location(String nested) throws IOException {
        return URI.create("jar:" + nested.replace("file:", "file:nested:") + "!/")
                .toURL();
    }
}
