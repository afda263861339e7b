package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A page that renews itself says so with each question, or the session of somebody who left would never end. */
class PollsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern TAG = Pattern.compile("<[a-z:][^<]*?hx-trigger[^<]*>", Pattern.DOTALL);

    @Test
    void whateverRenewsItselfIsMarked() throws IOException {
        List<String> polling = new ArrayList<>();
        try (var files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                TAG.matcher(Files.readString(file))
                        .results()
                        .map(found -> file + ": " + found.group())
                        .filter(tag -> tag.contains("every "))
                        .forEach(polling::add);
            }
        }
        assertThat(polling).isNotEmpty().allMatch(tag -> tag.contains("Vigie-Poll"));
    }
}
