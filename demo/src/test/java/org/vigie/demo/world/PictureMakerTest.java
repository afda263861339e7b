package org.vigie.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Pdq;

class PictureMakerTest {
    @Test
    void picturesAreUnlikeEachOtherAndRichInAllFormats() {
        PictureMaker maker = new PictureMaker(new SplittableRandom(7));
        List<PictureFormat> formats = List.of(PictureFormat.values());
        List<Pdq> hashes = new ArrayList<>();
        for (Picture picture : maker.next(24)) {
            PictureFormat format = formats.get(hashes.size() % formats.size());
            PictureFile file = PictureFile.of(format.encode(picture, 0.85), format);
            assertThat(file.quality()).isGreaterThanOrEqualTo(Pdq.QUALITY_MIN + 10);
            assertThat(picture.width()).isBetween(WorldLimits.WIDTH_MIN, WorldLimits.WIDTH_MAX);
            assertThat(hashes)
                    .allSatisfy(other -> assertThat(other.distance(file.pdq())).isGreaterThan(60));
            hashes.add(file.pdq());
        }
    }

    @Test
    void equalSeedsDrawEqualPictures() {
        byte[] one = PictureFormat.PNG.encode(
                new PictureMaker(new SplittableRandom(3)).next(1).getFirst(), 1);
        byte[] same = PictureFormat.PNG.encode(
                new PictureMaker(new SplittableRandom(3)).next(1).getFirst(), 1);
        byte[] other = PictureFormat.PNG.encode(
                new PictureMaker(new SplittableRandom(4)).next(1).getFirst(), 1);

        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void nearCopiesLookAlikeAndAreOtherBytes() {
        PictureMaker maker = new PictureMaker(new SplittableRandom(11));
        NearCopies copies = new NearCopies(new SplittableRandom(12));
        for (PictureFormat format : PictureFormat.values()) {
            PictureFile original = PictureFile.of(format.encode(maker.next(1).getFirst(), 0.9), format);
            for (Edit edit : Edit.values()) {
                PictureFile copy = copies.of(original, edit);
                assertThat(copy.pdq().distance(original.pdq()))
                        .as("%s of a %s", edit, format)
                        .isLessThanOrEqualTo(WorldLimits.NEAR_BITS_MAX);
                assertThat(copy.bytes()).isNotEqualTo(original.bytes());
            }
        }
    }
}
