package org.vigie.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;

/**
 * Lists of PDQ hashes that are made anew, the same each time, so that none need be kept to be compared with.
 *
 * <p>UNIFORM: 256 coins each, the best case of every index that sorts by bits.
 *
 * <p>SKEWED, made to be as uneven as lists of real pictures. 20 000 small pictures are drawn (a horizon, discs, stripes and a
 * texture whose detail falls with its frequency) and hashed by PDQ; photographs whose hashes are given join them. Half of
 * the entries are versions of those: a picture is chosen with a probability that falls with the 0.8th power of its rank, so
 * that some have ten thousands of versions at ten million; 0 to 60 bits are turned, fewer more often, and in each picture the
 * same bits more often than others, as happens where a coefficient lies near the median. One in twenty entries repeats a
 * picture's hash. The rest are lone ones: 64 bits from each of four pictures, and a quarter of all bits turned.
 */
final class MadeList {
    /** How the hashes lie. */
    enum Kind {
        /** Evenly. */
        UNIFORM,
        /** In clusters, and unevenly between them. */
        SKEWED
    }

    private static final int DRAWN = 20_000;
    private static final int SIDE = 64;
    private static final double ZIPF = 0.8;
    private static final int TURNED_MAX = 60;

    private final Kind kind;
    private final List<Pdq> pictures = new ArrayList<>();
    private final List<byte[]> weakBits = new ArrayList<>();
    private final double[] sums;

    /** @param photographs hashes of real pictures, for SKEWED */
    MadeList(Kind kind, List<Pdq> photographs) {
        this.kind = kind;
        if (kind == Kind.SKEWED) {
            pictures.addAll(photographs);
            var random = new SplittableRandom(7);
            for (int i = 0; i < DRAWN; i++) {
                pictures.add(
                        PdqHasher.hash(Luma.ofGrey(SIDE, SIDE, drawn(random))).hash());
            }
            Collections.shuffle(pictures, new Random(7));
            pictures.forEach(picture -> weakBits.add(order(random)));
        }
        sums = new double[pictures.size()];
        double sum = 0;
        for (int rank = 0; rank < sums.length; rank++) {
            sum += Math.pow(rank + 1.0, -ZIPF);
            sums[rank] = sum;
        }
    }

    /** Is told of one entry after the other. */
    @FunctionalInterface
    interface Reader {
        void entry(int number, Pdq hash);
    }

    void each(int entries, Reader reader) {
        var random = new SplittableRandom(1);
        for (int i = 0; i < entries; i++) {
            reader.entry(i, next(random));
        }
    }

    /** Hashes to look up: by turns one that is up to 31 bits from an entry, and one that is as the list is. */
    List<Pdq> queries(int count, List<Pdq> someEntries) {
        var random = new SplittableRandom(2);
        List<Pdq> queries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            queries.add(
                    i % 2 == 0
                            ? turned(someEntries.get(random.nextInt(someEntries.size())), random.nextInt(32), random)
                            : next(random));
        }
        return queries;
    }

    private Pdq next(SplittableRandom random) {
        if (kind == Kind.UNIFORM) {
            return new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        }
        int die = random.nextInt(20);
        if (die >= 11) {
            return turned(mixed(random), Pdq.BITS / 4, random);
        }
        int picture = ranked(random);
        return die == 10 ? pictures.get(picture) : version(picture, random);
    }

    private int ranked(SplittableRandom random) {
        double at = random.nextDouble() * sums[sums.length - 1];
        int found = Arrays.binarySearch(sums, at);
        return found >= 0 ? found : -found - 1;
    }

    private Pdq mixed(SplittableRandom random) {
        return new Pdq(
                any(random).w0(),
                any(random).w1(),
                any(random).w2(),
                any(random).w3());
    }

    private Pdq any(SplittableRandom random) {
        return pictures.get(random.nextInt(pictures.size()));
    }

    /** Bits are turned in the picture's own order, each with an even chance, until there are enough. */
    private Pdq version(int picture, SplittableRandom random) {
        long[] words = words(pictures.get(picture));
        byte[] order = weakBits.get(picture);
        int wanted = random.nextInt(1 + random.nextInt(TURNED_MAX + 1));
        for (int at = 0; wanted > 0 && at < order.length; at++) {
            if (random.nextInt(2) == 0) {
                int bit = order[at] & 0xff;
                words[bit >> 6] ^= 1L << bit;
                wanted--;
            }
        }
        return new Pdq(words[0], words[1], words[2], words[3]);
    }

    private static Pdq turned(Pdq hash, int bits, SplittableRandom random) {
        long[] words = words(hash);
        for (int i = 0; i < bits; i++) {
            int bit = random.nextInt(Pdq.BITS);
            words[bit >> 6] ^= 1L << bit;
        }
        return new Pdq(words[0], words[1], words[2], words[3]);
    }

    private static long[] words(Pdq hash) {
        return new long[] {hash.w0(), hash.w1(), hash.w2(), hash.w3()};
    }

    private static byte[] order(SplittableRandom random) {
        byte[] order = new byte[Pdq.BITS];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = (byte) i;
        }
        return order;
    }

    private static byte[] drawn(SplittableRandom random) {
        double[] light = new double[SIDE * SIDE];
        double horizon = random.nextDouble() * SIDE;
        double sky = 60 + 160 * random.nextDouble();
        double ground = 160 * random.nextDouble();
        double slope = random.nextDouble() - 0.5;
        for (int i = 0; i < light.length; i++) {
            light[i] = y(i) + slope * x(i) < horizon ? sky : ground;
        }
        for (int disc = random.nextInt(1, 6); disc > 0; disc--) {
            disc(light, random);
        }
        for (int octave = 1; octave <= 16; octave *= 2) {
            waves(light, octave, random);
        }
        byte[] grey = new byte[light.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.clamp(light[i], 0, 255);
        }
        return grey;
    }

    private static void disc(double[] light, SplittableRandom random) {
        double x = random.nextDouble() * SIDE;
        double y = random.nextDouble() * SIDE;
        double radius = 3 + random.nextDouble() * SIDE / 3;
        double shade = 255 * random.nextDouble();
        for (int i = 0; i < light.length; i++) {
            if (Math.hypot(x(i) - x, y(i) - y) < radius) {
                light[i] = shade;
            }
        }
    }

    private static void waves(double[] light, int octave, SplittableRandom random) {
        double across = octave * Math.PI / SIDE * random.nextDouble();
        double down = octave * Math.PI / SIDE * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double height = 40.0 * random.nextDouble() / octave;
        for (int i = 0; i < light.length; i++) {
            light[i] += height * Math.sin(across * x(i) + down * y(i) + phase);
        }
    }

    private static int x(int pixel) {
        return pixel % SIDE;
    }

    private static int y(int pixel) {
        return pixel / SIDE;
    }
}
