package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How our sources look. What the formatter and the compiler hold already is not said again here. */
@SuppressWarnings("OperatorPrecedence") // a list of alternatives reads best without further parentheses
class TidyTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final long FILE_BYTES_MAX = 1 << 20;

    /** Longer than that already; the list may only shrink. */
    private static final Set<String> LONG_METHODS = Set.of();

    private static final Set<String> EXTENSIONS = Set.of(
            "java",
            "sql",
            "html",
            "properties",
            "xml",
            "md",
            "txt",
            "js",
            "css",
            "json",
            "csv",
            "svg",
            "config",
            "conf",
            "service",
            "hex");

    private static final Set<String> WITHOUT_EXTENSION = Set.of(
            "vigie", "LICENSE", "NOTICE", "run", "bench", ".gitignore", ".gitattributes", ".editorconfig", ".mailmap");

    /** In our own sources of the program, what must not stand there, and what to use instead. */
    private static final Map<String, String> BANNED = new LinkedHashMap<>();

    static {
        BANNED.put("System\\.(out|err)\\b", "picocli's spec.commandLine().getOut(), or a logger");
        BANNED.put("new URL\\(", "CanonicalAddress, or java.net.URI");
        BANNED.put("\\bInstant\\.now\\(", "an injected Clock");
        BANNED.put("com\\.fasterxml\\.jackson\\.databind", "tools.jackson");
        BANNED.put("@Autowired", "the constructor");
        BANNED.put("import lombok|import org\\.mockito|import jakarta\\.persistence", "plain Java");
        BANNED.put("\\bString\\.format\\(", "\"...\".formatted(...)");
    }

    /** Everywhere, this file included: so the words are put together here. */
    private static final Map<String, String> BANNED_EVERYWHERE = Map.of(
            "\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b", "an issue",
            "(?i)child[ -]?p" + "orn|kiddie[ -]?p" + "orn|p[ée]dop" + "orno", "CSAM, or matériel d'abus pédosexuels",
            "/wo" + "rk/(main|wt|shared)\\b", "a path of the project");

    private static final Pattern BAD_TYPE_NAME = Pattern.compile("\\w+(Manager|Helper|Utils|Util|Impl)");
    private static final Pattern SUPPRESSION = Pattern.compile("@SuppressWarnings\\(");
    private static final Pattern SQL = Pattern.compile("(?is)^\\s*(select|insert|update|delete|with|merge)\\b.*");
    private static final Pattern TABLE = Pattern.compile("(?i)\\b(?:from|into|update|join|using)\\s+([a-z_]+)\\b");

    private static final Pattern FIGURE = Pattern.compile("Figure\\.(keep|rounds)\\(|getProperty\\(\"vigie\\.long\"");

    private static Path root;
    private static List<Path> files;
    private static List<SourceFile> sources;

    @BeforeAll
    static void read() throws IOException {
        root = Sources.root();
        files = Sources.files();
        sources = SourceFile.parse(
                files.stream().filter(file -> file.toString().endsWith(".java")).toList());
    }

    @Test
    void filesAndMethodsAreShortEnoughToRead() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        for (SourceFile source : sources) {
            long lines = lines(source.path()).size();
            if (lines > FILE_LINES_MAX) {
                tooLong.put(name(source.path()), lines);
            }
            for (SourceFile.Method method : source.methods()) {
                String name = source.path().getFileName() + ": " + method.name();
                if (method.lines() > METHOD_LINES_MAX && !LONG_METHODS.contains(name)) {
                    tooLong.put(name, method.lines());
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noNameSaysNothing() {
        assertThat(sources.stream().flatMap(source -> source.types().stream()))
                .noneMatch(type -> BAD_TYPE_NAME.matcher(type).matches());
        assertThat(sources.stream().map(SourceFile::packageName))
                .noneMatch(name -> name.matches(".*\\.(service|dto|model|common|util|utils|impl|helper)(\\..*)?"));
    }

    @Test
    void whatHasABetterWayIsNotUsed() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (name(file).matches(".*/src/main/.*\\.java")) {
                found.addAll(occurrences(file, BANNED));
            }
            found.addAll(occurrences(file, BANNED_EVERYWHERE));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whoeverSilencesTheCompilerSaysWhy() throws IOException {
        List<String> silent = new ArrayList<>();
        for (SourceFile source : sources) {
            List<String> lines = lines(source.path());
            for (int i = 0; i < lines.size(); i++) {
                boolean says = lines.get(i).contains("//")
                        || (i > 0 && lines.get(i - 1).strip().startsWith("//"));
                if (SUPPRESSION.matcher(lines.get(i).strip()).lookingAt() && !says) {
                    silent.add(name(source.path()) + ":" + (i + 1));
                }
            }
        }
        assertThat(silent)
                .as("a suppression without a comment beside or above it")
                .isEmpty();
    }

    @Test
    void filesAreOfKnownKindsAndSmallAndNoneIsAPicture() throws IOException {
        for (Path file : files) {
            String name = file.getFileName().toString();
            String extension = name.substring(name.lastIndexOf('.') + 1);
            if (file.toString().contains("META-INF/services/")) {
                continue; // named after an interface, as the JDK wants it
            }
            assertThat(
                            name.startsWith(".") || !name.contains(".")
                                    ? WITHOUT_EXTENSION.contains(name)
                                    : EXTENSIONS.contains(extension))
                    .as("a kind of file that is not on the list: %s", name(file))
                    .isTrue();
            assertThat(Files.size(file)).as("bytes of %s", name(file)).isLessThanOrEqualTo(FILE_BYTES_MAX);
            if (extension.equals("svg")) {
                assertThat(Files.readString(file))
                        .as("%s embeds a picture or a script", name(file))
                        .doesNotContain("data:", "<script", "<image", "<foreignObject");
            }
        }
    }

    /** Modules number in decades of their own while they are being written, so gaps are no fault. */
    @Test
    void migrationsHaveThreeDigitsAndNoTwoTheSameNumber() {
        List<String> migrations = files.stream()
                .filter(file -> name(file).contains("/db/migration/"))
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(migrations).isNotEmpty().allMatch(name -> name.matches("V\\d{3}__[a-z0-9_]+\\.sql"));
        assertThat(migrations.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
    }

    @Test
    void aTableIsKnownToTheSqlOfOneModuleOnly() throws IOException {
        Set<String> tables = tables();
        Map<String, Set<String>> users = new HashMap<>();
        for (SourceFile source : sources) {
            if (name(source.path()).startsWith("app/src/main/")) {
                String module = source.packageName().replaceFirst("^(org\\.vigie\\.\\w+).*", "$1");
                source.texts().stream()
                        .filter(text -> SQL.matcher(text).matches())
                        .flatMap(text -> TABLE.matcher(text).results())
                        .map(match -> match.group(1))
                        .filter(tables::contains)
                        .forEach(table -> users.computeIfAbsent(table, any -> new TreeSet<>())
                                .add(module));
            }
        }
        assertThat(users).hasSizeGreaterThan(10);
        users.values().removeIf(modules -> modules.size() == 1);
        assertThat(users).as("tables that more than one module reads or writes").isEmpty();
    }

    @Test
    void everyTemplateIsUsed() throws IOException {
        Set<String> named = new TreeSet<>();
        for (SourceFile source : sources) {
            source.texts().forEach(text -> named.add(text.replaceFirst("\\s*::.*", "")));
        }
        List<Path> templates = files.stream()
                .filter(file -> name(file).contains("/resources/templates/"))
                .toList();
        for (Path template : templates) {
            Pattern.compile("~\\{\\s*([a-z/-]+)")
                    .matcher(Files.readString(template))
                    .results()
                    .forEach(match -> named.add(match.group(1)));
        }
        assertThat(templates.stream().map(file -> name(file).replaceFirst(".*/templates/(.*)\\.html", "$1")))
                .isNotEmpty()
                .allMatch(named::contains);
    }

    @Test
    void everyDecisionHasItsFourHeadings() throws IOException {
        List<Path> records = files.stream()
                .filter(file -> name(file).startsWith("docs/adr/"))
                .toList();
        for (Path file : records) {
            assertThat(file.getFileName().toString()).matches("\\d{4}-[a-z0-9-]+\\.md");
            assertThat(lines(file).stream().filter(line -> line.startsWith("## ")))
                    .as(name(file))
                    .containsExactly("## Context", "## Decision", "## Considered", "## Consequences");
        }
        assertThat(records.stream().map(file -> file.getFileName().toString().substring(0, 4)))
                .doesNotHaveDuplicates();
    }

    /** {@code ./vigie check --long} finds them by their tag. */
    @Test
    void testsThatLeaveAFigureOrHaveALongFormAreTagged() throws IOException {
        for (SourceFile source : sources) {
            String text = Files.readString(source.path());
            if (name(source.path()).contains("/src/test/")
                    && FIGURE.matcher(text).find()) {
                assertThat(text).as(name(source.path())).contains("@Tag(\"figures\")");
            }
        }
    }

    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        for (Path file : files) {
            if (name(file).contains("/db/migration/")) {
                Pattern.compile("create table (\\w+)")
                        .matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(tables::add);
            }
        }
        return tables;
    }

    private static List<String> occurrences(Path file, Map<String, String> banned) throws IOException {
        List<String> found = new ArrayList<>();
        String text = Files.readString(file);
        banned.forEach((words, instead) -> Pattern.compile(words)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(word -> found.add("%s: '%s'; use %s".formatted(name(file), word, instead))));
        return found;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static String name(Path file) {
        return root.relativize(file).toString();
    }
}
