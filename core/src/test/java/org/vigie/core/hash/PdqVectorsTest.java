package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our hashes of the published test pictures beside those that the reference programs give. */
class PdqVectorsTest {
    /** The tolerance that PDQ's authors set between programs, for pictures of quality 80 or more. */
    private static final int TOLERANCE = 10;

    /** The Java reference computes as we do, from the same decoder: what is more than rounding would be a mistake. */
    private static final int ROUNDING = 2;

    private static final int QUALITY = 80;

    /** ImageIO gives other values for grey and for four colours than the decoder of the program in C++; {@code media} does not. */
    private static final Set<String> DECODED_OTHERWISE =
            Set.of("./misc-images/modes/L.png", "./misc-images/modes/LA.png", "./misc-images/modes/CMYK.jpg");

    private static final Path VECTORS =
            Path.of(System.getProperty("vigie.vectors", "../../shared/vectors")).resolve("pdq");

    private record Expected(Pdq hash, int quality) {}

    @BeforeEach
    void vectorsAreThere() {
        assumeTrue(
                Files.isDirectory(VECTORS), () -> "no test pictures: there is no folder " + VECTORS.toAbsolutePath());
    }

    @Test
    void picturesOfQualityHashAsTheJavaReferenceDoesAndWithinTenBitsOfTheOneInCpp() throws IOException {
        Map<String, Expected> java = expected("measured-java-reference.csv");
        Map<String, Expected> cpp = expected("measured-cpp-reference.csv");
        StringBuilder table = new StringBuilder(
                "%n%-46s %8s %6s %6s %9s%n".formatted("picture", "quality", "java", "cpp", "operator"));
        int compared = 0;
        for (Map.Entry<String, Expected> line : java.entrySet()) {
            Luma luma = luma(picture(line.getKey()));
            PdqResult ours = PdqHasher.hash(luma);
            PdqResult fast = PdqHasher.hashReduced(luma, new Reduction(luma.width(), luma.height(), 1));
            Expected reference = line.getValue();
            int toJava = ours.hash().distance(reference.hash());
            Expected other = cpp.get(line.getKey());
            int toCpp = other == null ? -1 : ours.hash().distance(other.hash());
            int toFast = ours.hash().distance(fast.hash());
            table.append("%-46s %8d %6d %6d %9d%n".formatted(line.getKey(), ours.quality(), toJava, toCpp, toFast));
            assertThat(ours.quality()).as(line.getKey()).isEqualTo(reference.quality());
            if (reference.quality() >= QUALITY) {
                compared++;
                assertThat(toJava).as("%s to the Java reference", line.getKey()).isLessThanOrEqualTo(ROUNDING);
                assertThat(toCpp).as("%s to the C++ reference", line.getKey()).isBetween(0, TOLERANCE);
                assertThat(toFast).as("%s by the operator", line.getKey()).isLessThanOrEqualTo(ROUNDING);
            }
        }
        System.out.println("Distances in bits:" + table);
        assertThat(compared).as("pictures compared").isGreaterThanOrEqualTo(30);
    }

    /** The list has the eight positions of each picture, as the program in C++ computes them from 512 x 512 pixels. */
    @Test
    void of512PixelsAllEightPositionsAreThoseOfTheReferenceInCpp() throws IOException {
        List<String> lines = Files.readAllLines(VECTORS.resolve("expected/measured-cpp-reference-dihedral.csv"));
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            String file = fields[9];
            PdqSpectrum ours = PdqHasher.spectrumOf512(luma(picture(file)));
            assertThat(ours.result().quality()).as(file).isEqualTo(Integer.parseInt(fields[8]));
            Iterator<String> theirs = Arrays.asList(fields).iterator();
            for (Dihedral position : Dihedral.values()) {
                int distance = ours.hash(position).distance(Pdq.parse(theirs.next()));
                int most = DECODED_OTHERWISE.contains(file) ? Pdq.RADIUS : ROUNDING;
                assertThat(distance).as("%s %s", file, position).isLessThanOrEqualTo(most);
            }
        }
        assertThat(lines).hasSize(32);
    }

    /** The same photograph, saved turned and mirrored: the hash of each position is computed from the first file alone. */
    @Test
    void aTurnedCopyHasTheHashOfThatPosition() throws IOException {
        String folder = "./reg-test-input/dih/bridge-";
        PdqSpectrum original = PdqHasher.spectrum(luma(picture(folder + "1-original.jpg")));
        Map<Dihedral, String> copies = Map.of(
                Dihedral.ROTATED_90, "2-rotate-90.jpg",
                Dihedral.ROTATED_180, "3-rotate-180.jpg",
                Dihedral.ROTATED_270, "4-rotate-270.jpg",
                Dihedral.FLIPPED_X, "5-flipx.jpg",
                Dihedral.FLIPPED_Y, "6-flipy.jpg",
                Dihedral.FLIPPED_PLUS, "7-flip-plus-1.jpg",
                Dihedral.FLIPPED_MINUS, "8-flip-minus-1.jpg");
        for (Map.Entry<Dihedral, String> copy : copies.entrySet()) {
            Pdq hash = PdqHasher.hash(luma(picture(folder + copy.getValue()))).hash();
            assertThat(original.hash(copy.getKey()).distance(hash))
                    .as(copy.getValue())
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static BufferedImage picture(String file) throws IOException {
        return ImageIO.read(VECTORS.resolve("data").resolve(file).toFile());
    }

    private static Map<String, Expected> expected(String list) throws IOException {
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(VECTORS.resolve("expected").resolve(list))) {
            String[] fields = line.split(",", 3);
            expected.put(fields[2], new Expected(Pdq.parse(fields[0]), Integer.parseInt(fields[1])));
        }
        return expected;
    }

    private static Luma luma(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        return Luma.ofPackedRgb(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
    }
}
