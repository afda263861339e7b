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
import org.vigie.core.hash.PdqResult;
import org.vigie.media.decode.DecodeMode;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.sandbox.Confinement;

/**
 * The published test pictures for PDQ against the lists measured with the two reference programs. The one in Java hashes at
 * full resolution, as is done here; the one in C++ shrinks to 512 pixels first, which is a mode here and is judged by that.
 */
class VectorsTest {
    private static final int TO_JAVA_MAX = 10;
    private static final int BETWEEN_DECODERS_MAX = 2;
    private static final int REDUCED_MAX = 4;
    private static final int GOOD_QUALITY = 80;

    private final Path vectors =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("pdq");

    @TempDir
    private Path scratch = Path.of("");

    private record Listed(Pdq pdq, int quality) {}

    /**
     * Distances of one picture's hashes.
     *
     * @param toJava of the canonical hash to the reference in Java
     * @param toCpp of the canonical hash to the reference in C++
     * @param of512ToCpp of the hash made in that program's way to it
     * @param fast of the reduced hash to the canonical one
     */
    private record Line(
            String file,
            int quality,
            int fragileBits,
            int toJava,
            int toCpp,
            int of512ToCpp,
            int fast,
            int betweenDecoders,
            boolean isGood) {}

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
                Pdq ofCpp = Objects.requireNonNull(cpp.get(expected.getKey())).pdq();
                lines.add(new Line(
                        expected.getKey(),
                        one.hashes().pdqQuality(),
                        ((Hashed) one).firstFrame().pdq().fragileBits(),
                        pdq.distance(expected.getValue().pdq()),
                        pdq.distance(ofCpp),
                        MediaHasherTest.pdq(turbo.in(DecodeMode.FIRST_512).hash(bytes))
                                .distance(ofCpp),
                        MediaHasherTest.pdq(turbo.in(DecodeMode.REDUCED).hash(bytes))
                                .distance(pdq),
                        pdq.distance(MediaHasherTest.pdq(imageIo.hash(bytes))),
                        expected.getValue().quality() >= GOOD_QUALITY));
            }
        }
        reporter.publishEntry("distances", table(lines));
        assertThat(lines).hasSize(32);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.toJava() <= TO_JAVA_MAX);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.fast() <= REDUCED_MAX);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.of512ToCpp() <= BETWEEN_DECODERS_MAX);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.fragileBits() <= PdqResult.FRAGILE_MAX);
        assertThat(lines).filteredOn(Line::isGood).allMatch(line -> line.betweenDecoders() <= BETWEEN_DECODERS_MAX);
    }

    private static String table(List<Line> lines) {
        StringBuilder table = new StringBuilder(
                "\nto java | to c++ | 512-first to c++ | reduced | decoders | quality | fragile | file\n");
        for (Line line : lines) {
            table.append("%7d | %6d | %16d | %7d | %8d | %7d | %7d | %s%n"
                    .formatted(
                            line.toJava(),
                            line.toCpp(),
                            line.of512ToCpp(),
                            line.fast(),
                            line.betweenDecoders(),
                            line.quality(),
                            line.fragileBits(),
                            line.file()));
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
