package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.Vigie;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code hash} and {@code match} do with directories, standard input, several files at a time, and an end before the end. */
class ManyFilesTest {
    private static final int FILES = 12;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> expected = new ArrayList<>();

    private static String file(String line) {
        JsonNode json = JsonMapper.shared().readTree(line);
        return json.get("file").asString();
    }

    @BeforeEach
    void aTreeOfFilesThatAreNoPictures() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("tree/b/c"));
        for (int i = 0; i < FILES; i++) {
            Path file = (i % 3 == 0 ? folder.resolve("tree") : i % 3 == 1 ? folder.resolve("tree/b") : deep)
                    .resolve("%02d é.bin".formatted(i));
            Files.writeString(file, "content " + i);
            expected.add(file.toString());
        }
        Files.createSymbolicLink(folder.resolve("tree/loop"), folder.resolve("tree"));
        expected.sort(null);
    }

    @Test
    void aDirectoryStandsForAllFilesBelow() {
        Answer answer = Answer.to("hash", "--json", folder.resolve("tree").toString());
        assertThat(answer.exitCode()).as("none is a picture").isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.lines()).map(ManyFilesTest::file).containsExactlyElementsOf(expected);
        assertThat(answer.complaint()).isEmpty();
    }

    @Test
    void theOrderIsTheSameForAnyNumberOfThreads() {
        String tree = folder.resolve("tree").toString();
        List<String> one = Answer.to("hash", "--json", "--threads", "1", tree).lines();
        assertThat(Answer.to("hash", "--json", "--threads", "7", tree).lines()).isEqualTo(one);
        assertThat(Answer.to("hash", "--threads", "0", tree).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void standardInputNamesFilesAmongOthers() {
        String names = expected.get(3) + "\n\n" + expected.get(1) + "\n";
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(names.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Answer.to("hash", "--json", expected.get(0), "-", expected.get(2))
                            .lines())
                    .map(ManyFilesTest::file)
                    .containsExactly(expected.get(0), expected.get(3), expected.get(1), expected.get(2));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void matchTakesDirectoriesToo() throws IOException {
        String listed = JsonMapper.shared()
                .readTree(Answer.to("hash", "--json", expected.get(4)).lines().getFirst())
                .get("sha1")
                .asString();
        Path list = Files.writeString(
                folder.resolve("list.csv"), "algorithm,hash,class,source,note\nsha1," + listed + ",csam,test,\n");
        Answer answer = Answer.to(
                "match",
                "--list",
                list.toString(),
                "--json",
                folder.resolve("tree").toString());
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(answer.lines()).map(ManyFilesTest::file).containsExactlyElementsOf(expected);
        assertThat(answer.lines())
                .filteredOn(line ->
                        !JsonMapper.shared().readTree(line).get("matches").isEmpty())
                .map(ManyFilesTest::file)
                .containsExactly(expected.get(4));
    }

    /** Wherever the output was cut off, the same command makes it whole. */
    @Test
    void anOutputThatWasCutOffIsGoneOnWith() throws IOException {
        String tree = folder.resolve("tree").toString();
        Path output = folder.resolve("out.jsonl");
        Answer.to("hash", "--output", output.toString(), tree);
        byte[] whole = Files.readAllBytes(output);
        assertThat(new String(whole, StandardCharsets.UTF_8).lines())
                .map(ManyFilesTest::file)
                .containsExactlyElementsOf(expected);
        int lineBytes = whole.length / FILES;
        for (int cut : new int[] {0, 1, lineBytes, lineBytes + 1, whole.length / 2, whole.length - 1, whole.length}) {
            Files.write(output, java.util.Arrays.copyOf(whole, cut));
            Answer answer = Answer.to("hash", "--output", output.toString(), tree);
            assertThat(answer.lines()).as("nothing on standard output").isEmpty();
            assertThat(Files.readAllBytes(output)).as("cut at %d", cut).isEqualTo(whole);
            if (cut > 2 * lineBytes + lineBytes / 2) {
                assertThat(answer.complaint()).contains("files are done already");
            }
        }
        Files.writeString(output, "a letter\nto somebody\n");
        assertThat(Answer.to("hash", "--output", output.toString(), tree).exitCode())
                .isEqualTo(ExitCode.CONFLICT);
        assertThat(output).as("what is something else is left alone").hasContent("a letter\nto somebody\n");
        Files.writeString(output, "one line");
        assertThat(Answer.to("hash", "--output", output.toString(), tree).exitCode())
                .isEqualTo(ExitCode.CONFLICT);
        assertThat(output).hasContent("one line");
    }

    /** What was matched with the list of yesterday is not done for the one of today. */
    @Test
    void anOutputOfAnotherListOrOfOtherOptionsIsNotGoneOnWith() throws IOException {
        String tree = folder.resolve("tree").toString();
        String output = folder.resolve("found.jsonl").toString();
        String old = list("old.csv", "sha1," + "01".repeat(20) + ",csam,test,\n");
        assertThat(Answer.to("match", "--list", old, "--output", output, tree).exitCode())
                .isEqualTo(ExitCode.OK);
        byte[] whole = Files.readAllBytes(Path.of(output));

        String listed =
                json(Answer.to("hash", "--json", expected.get(4)).lines().getFirst(), "sha1");
        String today = list("new.csv", "sha1," + listed + ",csam,test,\n");
        Answer answer = Answer.to("match", "--list", today, "--output", output, tree);
        assertThat(answer.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(answer.complaint()).contains("other terms (list)");
        assertThat(Answer.to("match", "--list", old, "--radius", "8", "--output", output, tree))
                .satisfies(other -> {
                    assertThat(other.exitCode()).isEqualTo(ExitCode.CONFLICT);
                    assertThat(other.complaint()).contains("(radius)");
                });
        assertThat(Answer.to("hash", "--output", output, tree).exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(Files.readAllBytes(Path.of(output))).as("left alone").isEqualTo(whole);
        assertThat(Answer.to("match", "--list", old, "--output", output, tree).exitCode())
                .isEqualTo(ExitCode.OK);

        Files.delete(Path.of(output + ".terms"));
        assertThat(Answer.to("match", "--list", old, "--output", output, tree).exitCode())
                .as("nothing says what it is of")
                .isEqualTo(ExitCode.CONFLICT);
        Files.writeString(Path.of(output), "");
        assertThat(Answer.to("match", "--list", today, "--output", output, tree).exitCode())
                .as("nothing stands in it")
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readString(Path.of(output))).contains("sha1:" + listed);
    }

    @Test
    void whatWentWrongBeforeTheEndIsInTheExitCodeAfterIt() throws IOException {
        String tree = folder.resolve("tree").toString();
        Path output = folder.resolve("out.jsonl");
        String list = list("list.csv", "sha1," + "01".repeat(20) + ",csam,test,\n");
        String missing = folder.resolve("gone.bin").toString();
        assertThat(Answer.to("match", "--list", list, "--output", output.toString(), missing, tree)
                        .exitCode())
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(Answer.to("match", "--list", list, "--output", output.toString(), missing, tree)
                        .exitCode())
                .as("it cannot be read still")
                .isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void whatOfAListMatchesNothingIsSaid() throws IOException {
        String listed =
                json(Answer.to("hash", "--json", expected.get(4)).lines().getFirst(), "sha1");
        Path list = Files.writeString(
                folder.resolve("mixed.csv"),
                "algorithm,hash,class,source,withdrawn\nphotodna,%s,csam,test,\nsha1,%s,csam,test,\nsha1,%s,csam,test,yes\n"
                        .formatted("07".repeat(144), listed, listed));
        Answer answer = Answer.to("match", "--list", list.toString(), expected.get(4));
        assertThat(answer.complaint())
                .contains("1 hashes of the list are not computed here", "1 hashes of the list are withdrawn");
        assertThat(answer.lines()).singleElement().asString().doesNotContain("exact");
    }

    private String list(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), "algorithm,hash,class,source,note\n" + lines)
                .toString();
    }

    private static String json(String line, String field) {
        return JsonMapper.shared().readTree(line).get(field).asString();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aKilledProcessGoesOn() throws Exception {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < 4_000; i++) {
            Files.writeString(many.resolve("%04d.bin".formatted(i)), "content " + i);
        }
        Path output = folder.resolve("many.jsonl");
        Process killed = start(output, many);
        while (killed.isAlive() && (!Files.exists(output) || Files.size(output) == 0)) {
            killed.waitFor(5, TimeUnit.MILLISECONDS);
        }
        killed.toHandle().destroyForcibly();
        killed.waitFor();
        assertThat(Files.readAllLines(output)).hasSizeLessThan(4_000);

        start(output, many).waitFor();
        assertThat(Files.readAllLines(output))
                .map(ManyFilesTest::file)
                .doesNotHaveDuplicates()
                .hasSize(4_000);
    }

    private static Process start(Path output, Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Vigie.class.getName(),
                        "hash",
                        "--output",
                        output.toString(),
                        directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
