package org.vigie.demo.world;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Names for picture files. They tell nothing about what is listed. */
final class MediaPaths {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private MediaPaths() {}

    /** A path of the site that nothing has yet. */
    static String free(Site site, PictureFormat format, SplittableRandom random) {
        for (int tries = 0; tries < WorldLimits.PATH_TRIES_MAX; tries++) {
            String subject = site.phrases().subject(random.nextInt(100));
            String plain = MARKS.matcher(Normalizer.normalize(subject, Normalizer.Form.NFD))
                    .replaceAll("")
                    .toLowerCase(Locale.ROOT);
            String path = "/media/%s-%d.%s".formatted(plain, random.nextInt(100, 1000), format.ending());
            if (!site.serves(path)) {
                return path;
            }
        }
        throw new IllegalStateException("no free path");
    }
}
