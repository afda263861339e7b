package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.hash.PdqResult;

/**
 * Makes benign pictures, each rich enough for PDQ to mean something (quality at least {@link WorldLimits#QUALITY_MIN}) and at
 * least {@link WorldLimits#APART_BITS_MIN} bits from every other one of the same maker, also from its mirror image, so that nothing
 * but a planted copy can match. One that is not is thrown away and drawn anew.
 */
final class PictureMaker {
    private final SplittableRandom random;
    private final List<Pdq> made = new ArrayList<>();

    /** A picture that may yet be refused. */
    private record Candidate(Picture picture, PdqResult whole, PdqResult mirrored) {
        static Candidate draw(SplittableRandom random) {
            Picture picture = new Drawing(random).draw();
            return new Candidate(
                    picture,
                    PdqHasher.hash(picture.luma()),
                    PdqHasher.hash(picture.mirrored().luma()));
        }

        boolean isRich() {
            return whole.quality() >= WorldLimits.QUALITY_MIN
                    && whole.hash().distance(mirrored.hash()) >= WorldLimits.APART_BITS_MIN;
        }
    }

    PictureMaker(SplittableRandom random) {
        this.random = random;
    }

    /** Pictures unlike each other and all before them. Drawing is shared out over the processors; what comes out is not. */
    List<Picture> next(int number) {
        List<SplittableRandom> parts =
                Stream.generate(random::split).limit(number).toList();
        return parts.parallelStream().map(Candidate::draw).toList().stream()
                .map(this::accepted)
                .toList();
    }

    private Picture accepted(Candidate first) {
        Candidate candidate = first;
        for (int tries = 0; tries < WorldLimits.TRIES_MAX; tries++) {
            if (candidate.isRich()
                    && isNew(candidate.whole().hash())
                    && isNew(candidate.mirrored().hash())) {
                made.add(candidate.whole().hash());
                made.add(candidate.mirrored().hash());
                return candidate.picture();
            }
            candidate = Candidate.draw(random.split());
        }
        throw new IllegalStateException("no new picture in %d tries".formatted(WorldLimits.TRIES_MAX));
    }

    private boolean isNew(Pdq hash) {
        return made.stream().allMatch(other -> other.distance(hash) >= WorldLimits.APART_BITS_MIN);
    }
}
