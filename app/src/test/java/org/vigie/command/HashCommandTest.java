package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HashCommandTest {
    private static final Path VIDEO =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq/pattern-sd-grey-bar.mp4");

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    /** The names, and their order at the beginning, are a contract. */
    @Test
    void aPictureGivesALineOfNamedFields() throws IOException {
        Path file = folder.resolve("hills.png");
        ImageIO.write(hills(), "png", file.toFile());
        Answer answer = Answer.to("hash", "--json", file.toString());
        JsonNode line = json(answer.lines().getFirst());
        assumeTrue(!line.has("error"), "skipped, no picture is decoded here");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(line.propertyNames())
                .containsExactly(
                        "file",
                        "bytes",
                        "mime",
                        "width",
                        "height",
                        "md5",
                        "sha1",
                        "sha256",
                        "pdq",
                        "pdq_quality",
                        "pdq_fragile_bits",
                        "pdq_ill_conditioned",
                        "orientation",
                        "decoder",
                        "mode");
        assertThat(line.get("mode").asString()).isEqualTo("full-resolution");
        assertThat(line.get("decoder").asString()).isEqualTo("imageio");
        assertThat(line.get("orientation").asInt()).isEqualTo(1);
        assertThat(line.get("pdq_ill_conditioned").asBoolean()).isFalse();
    }

    @Test
    void modesAndPositionsAreAskedFor() throws IOException {
        Path file = folder.resolve("hills.jpg");
        ImageIO.write(hills(), "jpg", file.toFile());
        Answer answer = Answer.to("hash", "--json", "--mode", "reduced", "--positions", file.toString());
        JsonNode line = json(answer.lines().getFirst());
        assumeTrue(!line.has("error"), "skipped, no picture is decoded here");
        assertThat(line.get("mode").asString()).isEqualTo("reduced");
        JsonNode positions = line.get("pdq_positions");
        assertThat(positions.size()).isEqualTo(8);
        assertThat(positions.get("original").asString())
                .isEqualTo(line.get("pdq").asString());
        assertThat(positions.get("flipped_y").asString())
                .isNotEqualTo(line.get("pdq").asString());
        assertThat(Answer.to("hash", "--mode", "best", file.toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private static BufferedImage hills() {
        BufferedImage picture = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 600; y++) {
            for (int x = 0; x < 800; x++) {
                boolean isSky = y < 250 + 90 * Math.sin(x / 130.0) + 30 * Math.sin(x / 37.0);
                picture.setRGB(x, y, isSky ? 0x6fa8dc - (y / 5) * 0x010101 : 0x2d5a27 + (x / 20) * 0x010101);
            }
        }
        return picture;
    }

    @Test
    void aVideoGivesALineForEachFrame() {
        assumeTrue(Files.isReadable(VIDEO), () -> "skipped: no video at " + VIDEO);
        Answer all = Answer.to("hash", "--video", "--json", VIDEO.toString());
        assumeTrue(!all.lines().getFirst().contains("SANDBOX_UNAVAILABLE"), "skipped, no video is decoded here");
        assertThat(all.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(all.lines()).hasSize(206);
        JsonNode second = json(all.lines().get(1));
        assertThat(second.get("frame").asInt()).isEqualTo(1);
        assertThat(second.get("quality").asInt()).isEqualTo(100);
        assertThat(second.get("pdq").asString()).matches("[0-9a-f]{64}");
        assertThat(second.get("seconds").asDouble()).isEqualTo(0.033);

        Answer slow = Answer.to("hash", "--video", "--rate", "0.5", "--json", VIDEO.toString());
        assertThat(slow.lines().stream().map(line -> json(line).get("frame").asInt()))
                .containsExactly(0, 60, 120, 180);
    }

    @Test
    void aBrokenVideoHasAReasonAndNoStackTrace() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video at all");
        Path broken = Files.write(
                folder.resolve("broken.mp4"),
                "\0\0\0\u0018ftypisom\0\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        Answer answer = Answer.to(
                "hash",
                "--video",
                "--json",
                text.toString(),
                broken.toString(),
                folder.resolve("none").toString(),
                folder.toString());
        assertThat(answer.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.complaint()).isEmpty();
        assertThat(answer.lines())
                .as("two files, one that is not there, and the two in the folder")
                .hasSize(5);
        assertThat(json(answer.lines().get(0)).get("error").asString()).isEqualTo("NOT_A_VIDEO");
        assertThat(json(answer.lines().get(1)).get("error").asString())
                .isIn("CORRUPT", "TRUNCATED", "SANDBOX_UNAVAILABLE");
        assertThat(json(answer.lines().get(2)).get("error").asString()).isEqualTo("NO_SUCH_FILE");
        assertThat(json(answer.lines().get(3)).get("file").asString()).isEqualTo(broken.toString());
        assertThat(json(answer.lines().get(4)).get("file").asString()).isEqualTo(text.toString());
    }

    @Test
    void optionsThatContradictOneAnotherAreRefused() {
        assertThat(Answer.to("hash", "--rate", "1", "some.mp4").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Answer.to("hash", "--video", "--rate", "0", "some.mp4").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Answer.to("hash", "--video", "--rate", "1", "--key-frames", "some.mp4")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
