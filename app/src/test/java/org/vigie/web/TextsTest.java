package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** English and French texts keep step: the same keys, the same arguments, apostrophes written for MessageFormat. */
class TextsTest {
    private static final Path FOLDER = Path.of("src/main/resources/messages");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)[^}]*}");

    /** A single apostrophe: MessageFormat would swallow it, and arguments behind it. */
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    /** French puts a no-break space before these; a plain one may end a line. */
    private static final Pattern PLAIN_SPACE = Pattern.compile(" [;:!?»]|« ");

    static List<String> modules() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties") && !name.contains("_"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void keepStepInBothLanguages(String module) {
        var english = read(module + ".properties");
        var french = read(module + "_fr.properties");

        assertThat(french.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(arguments(french.getOrDefault(key, ""))).as(key).isEqualTo(arguments(text)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void writeApostrophesForMessageFormat(String module) {
        for (var file : List.of(module + ".properties", module + "_fr.properties")) {
            read(file)
                    .forEach((key, text) -> assertThat(
                                    LONE_APOSTROPHE.matcher(text).find())
                            .as("%s in %s", key, file)
                            .isFalse());
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void keepFrenchPunctuationTogether(String module) {
        read(module + "_fr.properties")
                .forEach((key, text) ->
                        assertThat(PLAIN_SPACE.matcher(text).find()).as(key).isFalse());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void beginWithTheNameOfTheirModule(String module) {
        assertThat(read(module + ".properties").keySet())
                .allSatisfy(key -> assertThat(key).startsWith(module + "."));
    }

    private static Set<String> arguments(String text) {
        var found = new TreeSet<String>();
        ARGUMENT.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Map<String, String> read(String file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(FOLDER.resolve(file))) {
            properties.load(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }
}
