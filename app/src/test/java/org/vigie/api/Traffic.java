package org.vigie.api;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.vigie.core.hash.Pdq;

/**
 * What a program asks that looks up what people upload: pictures that nobody saw before, the same ones again, copies that were
 * encoded or cut anew, and now and then one picture that everybody sends for a while.
 */
final class Traffic {
    /** Bits of a hash that lie so near their threshold that encoding anew may turn them. */
    private static final int WEAK_BITS = 24;

    private static final int KNOWN_MAX = 400;

    private final RandomGenerator random;
    private final List<Upload> known = new ArrayList<>();
    private int memeLeft;
    private Upload meme;

    Traffic(RandomGenerator random) {
        this.random = random;
        this.meme = fresh();
    }

    /** A picture by its hash, which bits of it are weak, and whether it is listed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Upload(Pdq hash, int[] weak, boolean isListed) {}

    /** One question. */
    record Question(Pdq hash, boolean isListed) {}

    Question next() {
        if (memeLeft > 0 && random.nextInt(3) > 0) {
            memeLeft--;
            return copy(meme);
        }
        int dice = random.nextInt(100);
        if (dice == 0 && memeLeft == 0) {
            memeLeft = random.nextInt(20, 600);
            meme = fresh();
            return copy(meme);
        }
        if (dice < 70 || known.isEmpty()) {
            var upload = fresh();
            if (known.size() < KNOWN_MAX) {
                known.add(upload);
            } else {
                known.set(random.nextInt(KNOWN_MAX), upload);
            }
            return new Question(upload.hash, upload.isListed);
        }
        var again = known.get(random.nextInt(known.size()));
        return dice < 80 ? new Question(again.hash, again.isListed) : copy(again);
    }

    private Upload fresh() {
        var hash = new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        var weak = random.ints(0, Pdq.BITS).distinct().limit(WEAK_BITS).toArray();
        return new Upload(hash, weak, random.nextInt(200) == 0);
    }

    /** Encoded anew (few weak bits turn), or cut or written on (some of all bits as well); beyond the radius it is not listed. */
    private Question copy(Upload of) {
        double likely = random.nextDouble(0.02, 0.4);
        Pdq copy = of.hash;
        for (int bit : of.weak) {
            if (random.nextDouble() < likely) {
                copy = Climbs.turned(copy, bit);
            }
        }
        if (random.nextInt(4) == 0) {
            int turned = random.nextInt(2, 24);
            for (int i = 0; i < turned; i++) {
                copy = Climbs.turned(copy, random.nextInt(Pdq.BITS));
            }
        }
        return new Question(copy, of.isListed && copy.distance(of.hash) <= Pdq.RADIUS);
    }
}
