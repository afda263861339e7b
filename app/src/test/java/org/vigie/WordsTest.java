package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vigie.core.address.AddressRanges;

/** What people read is there in both languages, and no address in this repository is one of a real host. */
class WordsTest {
    private static final Path MESSAGES = Path.of("src", "main", "resources", "messages");

    /** Words that are the same in English and French. */
    private static final Set<String> SAME_IN_BOTH = Set.of(
            "crawl.budget",
            "crawl.reason.PAGE",
            "hashlist.entry.note",
            "hashlist.entry.source",
            "hashlist.entry.version",
            "hashlist.policy.bits",
            "item.match.distance",
            "notice.message-id",
            "provider.contact",
            "staff.browser.CHROME",
            "staff.browser.EDGE",
            "staff.browser.FIREFOX",
            "staff.browser.SAFARI",
            "staff.code",
            "staff.system.ANDROID",
            "staff.system.IOS",
            "staff.system.LINUX",
            "staff.system.MACOS",
            "staff.system.WINDOWS",
            "web.audit.actor.system",
            "web.mode.label",
            "web.number",
            "web.pages.label",
            "web.span.hours",
            "web.span.minutes",
            "web.span.seconds",
            "web.title");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)[^}]*}");
    private static final Pattern KEY_IN_TEMPLATE = Pattern.compile("#\\{([a-z][a-zA-Z0-9._-]*)[}(]");
    private static final Pattern KEY_OF_REFUSAL = Pattern.compile("new Refusal\\(\\s*\"([^\"]+)\"");
    private static final Pattern HOST =
            Pattern.compile("(?i)https?://(?:[^/@\\s\"']*@)?(\\[[0-9a-f:.]+]|[\\p{L}\\p{N}._-]+)");
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(.*\\.)?(example|test|invalid|localhost|example\\.(com|net|org))\\.?");

    /** Standards, licences and tools that sources may point to. */
    private static final Set<String> POINTED_TO = Set.of(
            "www.w3.org",
            "maven.apache.org",
            "www.apache.org",
            "www.thymeleaf.org",
            "xarf.org",
            // the namespace of a format, which is a name and nothing that is asked
            "hashsharing.ncmec.org",
            "www.rfc-editor.org",
            "github.com");

    @TestFactory
    List<DynamicTest> bothLanguagesSayTheSame() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path english : englishFiles()) {
            tests.add(DynamicTest.dynamicTest(english.getFileName().toString(), () -> {
                Map<String, String> en = read(english);
                Map<String, String> fr = read(french(english));
                assertThat(fr.keySet()).containsExactlyInAnyOrderElementsOf(en.keySet());
                en.forEach((key, text) -> {
                    String other = fr.getOrDefault(key, "");
                    assertThat(arguments(other)).as("arguments of %s", key).isEqualTo(arguments(text));
                    assertThat(text.equals(other) && text.matches(".*\\p{L}{2}.*") && !SAME_IN_BOTH.contains(key))
                            .as("the same in both languages: %s=%s", key, text)
                            .isFalse();
                });
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyTextIsAWellFormedMessage() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path english : englishFiles()) {
            for (Path file : List.of(english, french(english))) {
                tests.add(DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> read(file).forEach((key, text) -> {
                            assertThat(text).as(key).isNotBlank();
                            assertThat(text.replace("''", ""))
                                    .as("an apostrophe is doubled, for every text is a message format: %s", key)
                                    .doesNotContain("'");
                            assertThat(new MessageFormat(text, Locale.ROOT))
                                    .as(key)
                                    .isNotNull();
                        })));
            }
        }
        return tests;
    }

    @Test
    void frenchIsSetAsFrenchIs() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path english : englishFiles()) {
            read(french(english)).forEach((key, text) -> {
                if (Pattern.compile(" [;:?!»]|« ").matcher(text).find()) {
                    faults.add(key + ": a plain space where the line must not break (use U+202F or U+00A0)");
                }
                if (text.contains("''") || text.contains("\"")) {
                    faults.add(key + ": straight quotes (use ’ and « »)");
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyKeyThatIsAskedForIsThere() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path english : englishFiles()) {
            known.addAll(read(english).keySet());
        }
        Map<String, String> missing = new TreeMap<>();
        for (Path file : Sources.files()) {
            String name = file.toString();
            Pattern pattern = name.contains("/resources/templates/")
                    ? KEY_IN_TEMPLATE
                    : name.contains("/app/src/main/") && name.endsWith(".java") ? KEY_OF_REFUSAL : null;
            if (pattern != null) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(key -> !known.contains(key) && !key.endsWith("."))
                        .forEach(key -> missing.put(key, file.getFileName().toString()));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noAddressIsThatOfARealHost() throws IOException {
        Map<String, String> real = new TreeMap<>();
        for (Path file : Sources.files()) {
            if (file.toString().contains("/address/")) {
                continue; // tables of spellings, good and bad
            }
            HOST.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .filter(host -> !mayStandHere(host))
                    .forEach(host -> real.put(host, file.getFileName().toString()));
        }
        assertThat(real)
                .as("use names under .example, documentation ranges or loopback")
                .isEmpty();
    }

    private static boolean mayStandHere(String host) {
        if (!host.contains(".") && !host.startsWith("[")) {
            return true; // no name of the outside world has a single label
        }
        if (host.matches("[0-9.]+|\\[.*]")) {
            return isSpecial(host);
        }
        return POINTED_TO.contains(host.toLowerCase(Locale.ROOT))
                || RESERVED.matcher(host).matches()
                || host.matches("(?i).*[^a-z]|.*\\.[a-z]?"); // no top-level domain: a number, or cut off by the sources
    }

    /** An address that nobody has on the open web, or no address at all. */
    private static boolean isSpecial(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal.replaceAll("[\\[\\]]", ""));
            return AddressRanges.refusal(address).isPresent();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static List<Path> englishFiles() throws IOException {
        try (var all = Files.list(MESSAGES)) {
            List<Path> english = all.filter(file -> !file.toString().endsWith("_fr.properties"))
                    .sorted()
                    .toList();
            assertThat(english).isNotEmpty();
            return english;
        }
    }

    private static Path french(Path english) {
        return english.resolveSibling(english.getFileName().toString().replace(".properties", "_fr.properties"));
    }

    private static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty, (a, b) -> a, TreeMap::new));
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
