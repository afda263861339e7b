package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The pictures of a world, before anybody hangs them up.
 *
 * @param listed on the hash list, and planted
 * @param elsewhere on the hash list, but nowhere served
 * @param unlisted on no list; among them mirror images of listed ones, which look alike to a person but not to PDQ
 */
record Stock(List<PictureFile> listed, List<PictureFile> elsewhere, List<PictureFile> unlisted) {
    private static final int ELSEWHERE = 6;
    private static final int UNLISTED = 26;
    private static final int MIRRORED_MAX = 3;

    /** Beyond these widths the larger formats would be megabytes. */
    private static final int BMP_WIDTH_MAX = 400;

    private static final int PNG_WIDTH_MAX = 640;

    Stock {
        listed = List.copyOf(listed);
        elsewhere = List.copyOf(elsewhere);
        unlisted = List.copyOf(unlisted);
    }

    /** How many different pictures are enough for so many plants: some are planted more than once. */
    static int listedFor(int plants) {
        return (2 * plants + 2) / 3;
    }

    static Stock of(int plants, SplittableRandom random) {
        PictureMaker maker = new PictureMaker(random.split());
        SplittableRandom formats = random.split();
        List<PictureFile> listed = made(maker, listedFor(plants), formats);
        List<PictureFile> unlisted = new ArrayList<>(made(maker, UNLISTED, formats));
        for (PictureFile original : listed.subList(0, Math.min(MIRRORED_MAX, listed.size()))) {
            Picture mirrored = original.picture().mirrored();
            unlisted.add(PictureFile.of(PictureFormat.JPEG.encode(mirrored, 0.9), PictureFormat.JPEG));
        }
        return new Stock(listed, made(maker, ELSEWHERE, formats), unlisted);
    }

    private static List<PictureFile> made(PictureMaker maker, int number, SplittableRandom formats) {
        List<PictureFile> files = new ArrayList<>();
        for (Picture picture : maker.next(number)) {
            PictureFormat format = format(picture, formats.nextInt(8));
            files.add(PictureFile.of(format.encode(picture, formats.nextDouble(0.8, 0.95)), format));
        }
        return files;
    }

    /** Mostly JPEG, as on the web. */
    private static PictureFormat format(Picture picture, int chance) {
        return switch (chance) {
            case 0, 1 -> picture.width() <= PNG_WIDTH_MAX ? PictureFormat.PNG : PictureFormat.JPEG;
            case 2 -> picture.width() <= PNG_WIDTH_MAX ? PictureFormat.GIF : PictureFormat.JPEG;
            case 3 -> picture.width() <= BMP_WIDTH_MAX ? PictureFormat.BMP : PictureFormat.JPEG;
            default -> PictureFormat.JPEG;
        };
    }
}
