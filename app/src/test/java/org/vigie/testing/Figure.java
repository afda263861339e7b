package org.vigie.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a security test does, and what it found. Every such test has a short form that runs always and a long one that
 * {@code ./vigie check --long} runs, which finds them by {@code @Tag("figures")}. Both leave one line below
 * {@code target/security-figures/}, named by the test's id in {@code docs/security-figures.md}.
 */
public final class Figure {
    private Figure() {}

    /** Whether the long form was asked for, with {@code -Dvigie.long}. */
    public static boolean isLong() {
        return System.getProperty("vigie.long") != null;
    }

    /** How many rounds to make: the first number usually, the second in the long form. */
    public static int rounds(int usual, int inLongForm) {
        return isLong() ? inLongForm : usual;
    }

    /**
     * Keeps what a test found.
     *
     * @param id as in the document: {@code S22}
     * @param found one sentence with its numbers
     */
    public static void keep(String id, String found) throws IOException {
        var folder = Files.createDirectories(root().resolve("target/security-figures"));
        Files.writeString(folder.resolve(id + ".txt"), id + (isLong() ? " (long): " : " (short): ") + found + "\n");
    }

    private static Path root() {
        var here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("vigie")) ? here : here.resolve("..").normalize();
    }
}
