package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.hash.Pdq;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.sandbox.Confinement;

/**
 * The published test pictures for PDQ against the lists measured with the two reference programs. The one in Java hashes at
 * full resolution, as is done here; the one in C++ shrinks to 512 pixels first, so its distances are shown, not judged.
 */
class VectorsTest {
    private static final int TO_JAVA_MAX = 10;
    private static final int BETWEEN_DECODERS_MAX = 2;
    private static final int GOOD_QUALITY = 80;

    private final Path vectors =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("pdq");

    @TempDir
    private Path scratch = Path.of("");

    private record Listed(Pdq pdq, int quality) {}

    private record Line(String file, int quality, int toJava, int toCpp, int betweenDecoders, boolean isGood) {}

    @BeforeEach
    void haveVectors() {
        assumeTrue(Files.isDirectory(vectors), () -> "skipped: no vectors at " + vectors);
    }

    private static Map<String, Listed> list(Path file) throws IOException {
        Map<String, Listed> list = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",", -1);
            list.put(fields[2].substring(2), new Listed(Pdq.parse(fields[0]), Integer.parseInt(fields[1])));
        }
        return list;
    }

    private MediaHasher open(DecoderName preferred) {
        MediaHasher hasher = MediaHasher.open(MediaHasher.Settings.in(scratch), Confinement.bestFirst(), preferred);
        assumeTrue(
                hasher.sandbox().level() != SandboxLevel.NONE,
                () -> "skipped, nothing is decoded here: " + hasher.sandbox().summary());
        return hasher;
    }

    @Test
    void bothDecodersAgreeWithTheReferenceAndWithEachOther(TestReporter reporter) throws IOException {
        Map<String, Listed> java = list(vectors.resolve("expected/measured-java-reference.csv"));
        Map<String, Listed> cpp = list(vectors.resolve("expected/measured-cpp-reference.csv"));
        List<Line> lines = new ArrayList<>();
        try (MediaHasher turbo = open(DecoderName.TURBOJPEG);
                MediaHasher imageIo = open(DecoderName.IMAGEIO)) {
            for (Map.Entry<String, Listed> expected : java.entrySet()) {
                byte[] bytes = Files.readAllBytes(vectors.resolve("data").resolve(expected.getKey()));
                Hashing one = turbo.hash(bytes);
                Pdq pdq = MediaHasherTest.pdq(one);
                lines.add(new Line(
                        expected.getKey(),
                        one.hashes().pdqQuality(),
                        pdq.distance(expected.getValue().pdq()),
                        pdq.distance(Objects.requireNonNull(cpp.get(expected.getKey()))
                                .pdq()),
                        pdq.distance(MediaHasherTest.pdq(imageIo.hash(bytes))),
                        expected.getValue().quality() >= GOOD_QUALITY));
            }
        }
        reporter.publishEntry("distances", table(lines));
        assertThat(lines).hasSize(32);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.toJava() <= TO_JAVA_MAX);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.betweenDecoders() <= BETWEEN_DECODERS_MAX);
    }

    private static String table(List<Line> lines) {
        StringBuilder table = new StringBuilder("\nto java | to c++ | decoders | quality | file\n");
        for (Line line : lines) {
            table.append("%7d | %6d | %8d | %7d | %s%n"
                    .formatted(line.toJava(), line.toCpp(), line.betweenDecoders(), line.quality(), line.file()));
        }
        return table.toString();
    }

    @Test
    void thePhotographInWebpIsStillThatPhotograph() throws IOException {
        Path modes = vectors.resolve("data/misc-images/modes");
        try (MediaHasher hasher = open(DecoderName.TURBOJPEG);
                Stream<Path> files = Files.list(modes)) {
            Pdq original = MediaHasherTest.pdq(hasher.hash(Files.readAllBytes(modes.resolve("original.jpg"))));
            List<Path> webp = files.filter(file -> file.toString().endsWith(".webp"))
                    .sorted()
                    .toList();
            assertThat(webp).hasSize(5);
            for (Path file : webp) {
                Hashing hashing = hasher.hash(Files.readAllBytes(file));
                assertThat(hashing).as("%s", file.getFileName()).isInstanceOf(Hashed.class);
                assertThat(MediaHasherTest.pdq(hashing).distance(original))
                        .as("%s", file)
                        .isLessThanOrEqualTo(TO_JAVA_MAX);
            }
        }
    }
}
