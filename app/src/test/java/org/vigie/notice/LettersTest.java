package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.hashlist.MaterialClass;
import org.vigie.testing.Golden;

/** Compares letters with golden files. After a wanted change: {@code -Dvigie.golden=update}, and read the difference. */
class LettersTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final Letters letters = new Letters();

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "notice, en",
        "notice, fr",
        "reminder, en",
        "reminder, fr",
        "harmful, en",
        "harmful, fr",
        "single, en",
        "single, fr"
    })
    void reads_as_the_golden_file(String name, String language) throws IOException {
        Letter letter = letters.write(facts(name, Locale.of(language)));
        compare(name + "-letter_" + language + ".txt", "Subject: " + letter.subject() + "\n\n" + letter.text());
    }

    @Test
    void attaches_one_report_for_each_item_and_none_for_what_is_not_criminal() throws IOException {
        Letter letter = letters.write(facts("notice", Locale.ENGLISH));
        assertThat(letter.attachments())
                .extracting(Letter.Attachment::name)
                .containsExactly("xarf.json", "xarf-2.json");
        compare("notice-xarf.json", letter.attachments().getFirst().json());
        compare("notice-xarf-2.json", letter.attachments().getLast().json());
        assertThat(letters.write(facts("harmful", Locale.ENGLISH)).attachments())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"notice", "reminder", "harmful", "single"})
    void no_letter_holds_an_address_that_can_be_clicked(String name) {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.FRENCH}) {
            Letter letter = letters.write(facts(name, language));
            assertThat(letter.subject()).doesNotContain("pictures[.]", "pictures.example", "//");
            assertThat(letter.text()).doesNotContain("http://", "https://", "pictures.example");
        }
    }

    private static LetterFacts facts(String name, Locale language) {
        return switch (name) {
            case "notice" -> LetterSamples.notice(language);
            case "reminder" -> LetterSamples.reminder(language);
            case "single" -> LetterSamples.single(language);
            case "harmful" -> LetterSamples.of(language, MaterialClass.HARMFUL_ABUSIVE);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void compare(String file, String actual) throws IOException {
        Golden.compare(GOLDEN.resolve(file), actual);
    }
}
