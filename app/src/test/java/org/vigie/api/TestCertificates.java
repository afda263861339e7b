package org.vigie.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two certificates of clients, as nginx tells them. They were made for these tests, and their keys are gone. */
final class TestCertificates {
    private TestCertificates() {}

    static String first() {
        return read("certificate-1.txt");
    }

    static String second() {
        return read("certificate-2.txt");
    }

    private static String read(String name) {
        try {
            String pem = Files.readString(Path.of("src/test/resources/api", name));
            return URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
