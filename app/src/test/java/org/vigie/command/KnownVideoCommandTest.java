package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.testing.Database;
import org.vigie.testing.VigieTest;
import tools.jackson.databind.JsonNode;

/** Lists of known videos on the command line; with the videos and the lists that vPDQ's authors publish where these are there. */
@VigieTest
class KnownVideoCommandTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq");
    private static final Path LISTS = VECTORS.resolve("sample-hashes");

    @TempDir
    private Path folder = Path.of("");

    private static Answer run(Stream<String> arguments) {
        return Answer.to(arguments.toArray(String[]::new));
    }

    private static Answer list(String... arguments) {
        return run(Stream.of(
                        Stream.of("list"),
                        Stream.of(arguments),
                        Stream.of("--data", Database.data().toString()))
                .flatMap(some -> some));
    }

    private static Answer match(Path list, String... arguments) {
        return run(Stream.concat(
                Stream.of("match", "--video", "--format", "vpdq", "--list", list.toString()), Stream.of(arguments)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of frames that are far from one another. */
    private static String lines(int from, int frames) {
        var lines = new StringBuilder();
        for (int i = 0; i < frames; i++) {
            var random = new SplittableRandom(from + i);
            String hash = "%016x%016x%016x%016x"
                    .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            lines.append("%d,90,%s,%d.%d00\n".formatted(i, hash, i / 10, i % 10));
        }
        return lines.toString();
    }

    @Test
    void aDirectoryIsImportedComparedCheckedAndGivenBack() throws IOException {
        String name = "Videos " + UUID.randomUUID();
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.writeString(given.resolve("a.txt"), lines(0, 40));
        Files.writeString(given.resolve("b.txt"), lines(100, 40));
        Files.writeString(given.resolve("c.txt"), lines(200, 40) + "no frame\n");
        String[] load = {
            "import", "--name", name, "--format", "vpdq", "--class", "csam", "--source", "Partner", given.toString()
        };

        Answer first = list(load);
        assertThat(first.exitCode()).as(first.complaint()).isEqualTo(ExitCode.PARTIAL);
        assertThat(first.out()).contains("2 new", "1 rejected", given.resolve("c.txt") + ", line 41: FRAME");
        Files.delete(given.resolve("c.txt"));
        assertThat(list(load).out()).contains("0 new, 0 changed, 2 unchanged");
        assertThat(list("show").out()).contains(name + "  2 entries");
        assertThat(list("diff", "--name", name, "--format", "vpdq", "--class", "csam", given.toString())
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(list("verify", "--name", name).exitCode()).isEqualTo(ExitCode.OK);

        Path copy = folder.resolve("copy");
        String[] export = {"export", "--name", name, "--format", "vpdq", "--json", copy.toString()};
        assertThat(list(export).out()).contains("{\"videos\":2,\"withdrawn\":0,\"left_out\":0}");
        assertThat(list(export).exitCode()).as("it is there").isEqualTo(ExitCode.CONFLICT);
        List<Path> files;
        try (var all = Files.list(copy)) {
            files = all.filter(file -> file.toString().endsWith(".txt")).toList();
        }
        assertThat(files)
                .extracting(KnownVideoCommandTest::text)
                .containsExactlyInAnyOrder(lines(0, 40), lines(100, 40));
        assertThat(Files.readString(copy.resolve("list.csv"))).contains(",csam,Partner,");

        String entry = "vpdq:" + String.valueOf(files.getFirst().getFileName()).replace(".txt", "");
        assertThat(list("find", entry).out()).contains("source=Partner");
        assertThat(list("withdraw", entry, "--name", name, "--reason", "It is a landscape.")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        Path second = folder.resolve("second");
        assertThat(list("export", "--name", name, "--format", "vpdq", "--json", second.toString())
                        .out())
                .contains("{\"videos\":1,\"withdrawn\":1,\"left_out\":0}");
        String other = "Copied " + UUID.randomUUID();
        Answer copied = list("import", "--name", other, "--format", "vpdq", "--json", copy.toString());
        assertThat(copied.exitCode())
                .as("class and source stand in the directory")
                .isEqualTo(ExitCode.OK);
        assertThat(list("import", "--name", other, "--format", "vpdq", "--json", second.toString())
                        .json()
                        .get("recalled")
                        .asInt())
                .isOne();
    }

    @Test
    void aDirectoryIsOfFramesOnly() {
        assertThat(list("import", "--name", "Any", folder.toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(Stream.of("match", "--video", "--list", folder.toString(), "some.mp4"))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(Stream.of("match", "--format", "vpdq", "--list", folder.toString(), "some.png"))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(list("import", "--name", "Any", "--format", "vpdq", "--frame-rate", "0", folder.toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doorknob-hd-no-bar",
                "pattern-sd-grey-bar",
                "pattern-sd-with-large-logo-bar",
                "pattern-sd-with-small-logo-bar",
                "test-padded-dimensions"
            })
    void aPublishedVideoMatchesItsPublishedList(String name) throws IOException {
        Path video = VECTORS.resolve(name + ".mp4");
        assumeTrue(Files.isReadable(video), () -> "skipped: no video at " + video);
        Answer answer = match(LISTS.resolve(name + ".txt"), "--json", video.toString());
        assertThat(answer.exitCode()).as(answer.complaint()).isEqualTo(ExitCode.OK);
        assumeTrue(!answer.json().has("error"), "skipped, no video is decoded here");
        JsonNode match = answer.json().get("matches").get(0);
        assertThat(match.propertyNames())
                .containsExactly("entry", "line", "kind", "distance", "class", "stretches", "known_video");
        assertThat(match.get("entry").asString()).startsWith("vpdq:");
        assertThat(match.get("distance").asInt()).isLessThan(10);
        JsonNode known = match.get("known_video");
        assertThat(known.propertyNames()).containsExactly("seen_percent", "known_percent", "clips");
        List<String> frames = Files.readAllLines(LISTS.resolve(name + ".txt"));
        double end = Double.parseDouble(frames.getLast().split(",", -1)[3]);
        JsonNode clip = known.get("clips").get(0);
        assertThat(clip.get("from").asDouble()).isLessThan(1);
        assertThat(clip.get("known_from").asDouble()).isLessThan(1);
        assertThat(clip.get("to").asDouble()).isBetween(end - 1.2, end + 0.2);
        assertThat(clip.get("known_to").asDouble()).isBetween(end - 1.2, end + 0.2);
    }

    /** All lists at once: those of other subjects are not found, and frames 100 to 200 alone are, where they are. */
    @Test
    void otherPublishedListsAreNotFoundAndAClipIs() throws IOException {
        Path video = VECTORS.resolve("pattern-sd-grey-bar.mp4");
        assumeTrue(Files.isReadable(video), () -> "skipped: no video at " + video);
        Answer all = match(LISTS, "--json", video.toString());
        assumeTrue(!all.json().has("error"), "skipped, no video is decoded here");
        assertThat(all.json().get("matches"))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(
                                match.get("known_video").get("list_file").asString())
                        .contains("/pattern-"));
        assertThat(all.json().get("matches"))
                .anySatisfy(match -> assertThat(
                                match.get("known_video").get("list_file").asString())
                        .endsWith("/pattern-sd-grey-bar.txt"));

        List<String> frames = Files.readAllLines(LISTS.resolve("pattern-sd-grey-bar.txt"));
        var cut = new StringBuilder();
        for (int i = 100; i < 200; i++) {
            String[] fields = frames.get(i).split(",", -1);
            cut.append("%d,%s,%s,%.3f\n".formatted(i - 100, fields[1], fields[2], Double.parseDouble(fields[3]) + 40));
        }
        Path list = Files.writeString(folder.resolve("cut.txt"), cut.toString());
        JsonNode clip = match(list, "--json", video.toString())
                .json()
                .get("matches")
                .get(0)
                .get("known_video")
                .get("clips")
                .get(0);
        double offset = clip.get("known_from").asDouble() - clip.get("from").asDouble();
        assertThat(offset).isBetween(39.4, 40.6);
        assertThat(match(list, video.toString()).lines())
                .anyMatch(line -> line.contains("of the known video") && line.contains("% of its frames"));
    }
}
