package org.vigie.core.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vigie.core.hash.Pdq;

/** Made-up PDQ hashes. */
final class Hashes {
    /** How a list may look. Real ones are a bit of all three. */
    enum Shape {
        /** Every bit a coin. */
        RANDOM,
        /** A few pictures in many versions: up to 40 bits from a centre. */
        CLUSTERED,
        /** The same few hashes again and again. */
        DUPLICATE
    }

    private final Random random;

    Hashes(long seed) {
        this.random = new Random(seed);
    }

    Pdq any() {
        return new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    List<Pdq> list(Shape shape, int size) {
        List<Pdq> centres = Stream.generate(this::any).limit(5).toList();
        return IntStream.range(0, size)
                .mapToObj(i -> switch (shape) {
                    case RANDOM -> any();
                    case CLUSTERED -> away(centres.get(random.nextInt(centres.size())), random.nextInt(41));
                    case DUPLICATE -> centres.get(random.nextInt(centres.size()));
                })
                .toList();
    }

    /** A hash that differs in exactly so many bits, anywhere. */
    Pdq away(Pdq from, int bits) {
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, Pdq.BITS).boxed().toList());
        Collections.shuffle(places, random);
        return flipped(from, places.subList(0, bits));
    }

    /** A hash that differs in exactly so many bits, spread over the 16 bands as evenly as can be: the hardest to find. */
    Pdq spreadAway(Pdq from, int bits) {
        List<Integer> bands = new ArrayList<>(IntStream.range(0, 16).boxed().toList());
        Collections.shuffle(bands, random);
        return flipped(
                from,
                IntStream.range(0, bits)
                        .mapToObj(i -> 16 * bands.get(i % 16) + (i / 16 * 7 + 3) % 16)
                        .toList());
    }

    private static Pdq flipped(Pdq hash, List<Integer> bits) {
        long[] words = {hash.w0(), hash.w1(), hash.w2(), hash.w3()};
        bits.forEach(bit -> words[bit / 64] ^= 1L << bit);
        return new Pdq(words[0], words[1], words[2], words[3]);
    }
}
