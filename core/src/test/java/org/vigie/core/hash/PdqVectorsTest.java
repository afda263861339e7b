package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
            BufferedImage picture =
                    ImageIO.read(VECTORS.resolve("data").resolve(line.getKey()).toFile());
            Luma luma = luma(picture);
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
