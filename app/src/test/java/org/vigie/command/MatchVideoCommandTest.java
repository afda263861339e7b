package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code match --video}: by the bytes, by the frames with their times, and an end before the end. */
class MatchVideoCommandTest {
    private static final Path VIDEO =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq/pattern-sd-grey-bar.mp4");
    private static final String HEADER = "algorithm,hash,class,source,note\n";

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private Answer match(Path list, String... more) {
        return Answer.to(Stream.concat(Stream.of("match", "--video", "--list", list.toString()), Arrays.stream(more))
                .toArray(String[]::new));
    }

    @Test
    void framesMatchWithTheirTimes() throws IOException {
        assumeTrue(Files.isReadable(VIDEO), () -> "skipped: no video at " + VIDEO);
        List<JsonNode> frames = Answer.to("hash", "--video", "--rate", "2", "--json", VIDEO.toString()).lines().stream()
                .map(MatchVideoCommandTest::json)
                .toList();
        assumeTrue(frames.getFirst().has("pdq"), "skipped, no video is decoded here");
        assertThat(frames).hasSizeGreaterThan(8);
        var rows = new StringBuilder(HEADER);
        for (JsonNode frame : frames.subList(2, 6)) {
            rows.append("pdq,%s,csam,test,%n".formatted(frame.get("pdq").asString()));
        }
        Path list = Files.writeString(folder.resolve("list.csv"), rows);

        Answer answer = match(list, "--json", VIDEO.toString());
        assertThat(answer.exitCode()).as(answer.complaint()).isEqualTo(ExitCode.OK);
        JsonNode line = json(answer.lines().getFirst());
        assertThat(line.propertyNames()).containsExactly("file", "sha256", "frames", "matches", "clips");
        assertThat(line.get("frames").asInt()).as("as many as are crawled").isEqualTo(frames.size());
        JsonNode first = line.get("matches").get(0);
        assertThat(first.propertyNames()).containsExactly("entry", "line", "kind", "distance", "class", "stretches");
        assertThat(first.get("kind").asString()).isEqualTo("near");
        double from = frames.get(2).get("seconds").asDouble();
        double to = frames.get(5).get("seconds").asDouble();
        List<Double> times = new ArrayList<>();
        for (JsonNode match : line.get("matches")) {
            for (JsonNode stretch : match.get("stretches")) {
                times.add(stretch.get("from").asDouble());
                times.add(stretch.get("to").asDouble());
            }
        }
        assertThat(times).contains(from, to);
        assertThat(line.get("clips").get(0).get("from").asDouble()).isLessThanOrEqualTo(from);
        assertThat(line.get("clips").get(0).get("to").asDouble()).isGreaterThanOrEqualTo(to);
        assertThat(match(list, VIDEO.toString()).lines())
                .anyMatch(text -> text.contains("near, distance 0, line 2") && text.contains(" s"))
                .anyMatch(text -> text.contains("clips of the list"));
        assertThat(json(match(list, "--json", "--key-frames", VIDEO.toString())
                                .lines()
                                .getFirst())
                        .get("frames")
                        .asInt())
                .isLessThan(frames.size());
    }

    /** What is no video is looked up by its bytes all the same, as what the crawl cannot decode is. */
    @Test
    void theBytesMatchWhereNothingCanBeDecoded() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video at all");
        String sha1 = json(Answer.to("hash", "--json", text.toString()).lines().getFirst())
                .get("sha1")
                .asString();
        Path list = Files.writeString(folder.resolve("list.csv"), HEADER + "sha1," + sha1 + ",csam,test,\n");

        Answer answer =
                match(list, "--json", text.toString(), folder.resolve("none").toString());
        assertThat(answer.lines()).hasSize(2);
        JsonNode known = json(answer.lines().getFirst());
        assertThat(known.get("error").asString()).isEqualTo("NOT_A_VIDEO");
        assertThat(known.get("matches").get(0).get("kind").asString()).isEqualTo("exact");
        assertThat(known.get("matches").get(0).get("stretches").isEmpty()).isTrue();
        assertThat(json(answer.lines().getLast()).get("error").asString()).isEqualTo("NO_SUCH_FILE");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(match(list, text.toString()).lines())
                .anyMatch(line -> line.contains("exact, distance 0, line 2"))
                .anyMatch(line -> line.endsWith("NOT_A_VIDEO"));
    }

    @Test
    void anOutputThatWasCutOffIsGoneOnWith() throws IOException {
        Path videos = Files.createDirectories(folder.resolve("videos"));
        for (int i = 0; i < 6; i++) {
            Files.writeString(videos.resolve("%02d.mp4".formatted(i)), "content " + i);
        }
        Path list = Files.writeString(folder.resolve("list.csv"), HEADER);
        Path output = folder.resolve("out.jsonl");
        match(list, "--output", output.toString(), videos.toString());
        byte[] whole = Files.readAllBytes(output);
        assertThat(new String(whole, StandardCharsets.UTF_8).lines()).hasSize(6);

        Files.write(output, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThat(match(list, "--output", output.toString(), videos.toString()).complaint())
                .contains("files are done already");
        assertThat(Files.readAllBytes(output)).isEqualTo(whole);
    }

    @Test
    void framesAreChosenOfVideosOnly() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), HEADER);
        for (String option : new String[] {"--key-frames", "--rate=1"}) {
            assertThat(Answer.to("match", "--list", list.toString(), option, "some.mp4")
                            .exitCode())
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(match(list, "--rate", "0", "some.mp4").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(match(list, "--radius", "32", "some.mp4").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
