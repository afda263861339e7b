package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HiddenMarksTest {
    @Test
    void everyCharacterThatHidesOrTurnsIsShown() {
        assertThat(HiddenMarks.shown("\u202Egpj.exe")).hasToString("⟦U+202E⟧gpj.exe");
        assertThat(HiddenMarks.shown("pay\u200Bpal")).hasToString("pay⟦U+200B⟧pal");
        assertThat(HiddenMarks.shown("\uDB40\uDC67")).hasToString("⟦U+E0067⟧");
        assertThat(HiddenMarks.shown("a\uD800b")).hasToString("a⟦U+D800⟧b");
        for (int point : new int[] {
            0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x202A, 0x2060, 0x2066,
            0x2069, 0x206A, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0, 7, 0x7F, 0x85
        }) {
            assertThat(HiddenMarks.isHidden(point)).as("U+%04X", point).isTrue();
        }
    }

    @Test
    void whatIsSeenStaysAsItIs() {
        var seen = "Élan vital, «\u00A0guillemets\u00A0», 3\u202F000, 日本, שלום, عربى, é́, 👍, tab\t, line\r\n";

        assertThat(HiddenMarks.shown(seen)).isSameAs(seen);
    }

    @Test
    void noTextOfOursHidesAnything() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/messages"))) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file).codePoints().filter(HiddenMarks::isHidden))
                        .as("%s", file)
                        .isEmpty();
            }
        }
    }
}
