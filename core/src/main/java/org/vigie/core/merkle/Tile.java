package org.vigie.core.merkle;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A piece of a tree as others can fetch it: neighbouring hashes of one level, as C2SP's {@code tlog-tiles} cuts them.
 *
 * @param level 0 holds the hashes of leaves; each hash of a higher level is the root over a full tile of the level below
 * @param index which tile of its level, from 0
 * @param width how many hashes it holds: {@value #WIDTH_FULL}, or 1 to 255 at the right edge of the tree
 */
public record Tile(int level, long index, int width) {
    /** Hashes in a full tile. */
    public static final int WIDTH_FULL = 256;

    /** The height of a full tile: two to this power is its width. */
    static final int HEIGHT = 8;

    /** Levels that a tree of 2^63 leaves could have. */
    static final int LEVELS_MAX = 8;

    private static final int DIGITS = 1000;

    /**
     * A tile may be asked for by anybody.
     *
     * @throws IllegalArgumentException when no tree can have it
     */
    public Tile {
        if (level < 0 || level >= LEVELS_MAX || index < 0 || width < 1 || width > WIDTH_FULL) {
            throw new IllegalArgumentException("no tree has a tile %d/%d of %d".formatted(level, index, width));
        }
    }

    /** How many hashes of a level a tree of that size has: only full subtrees count. */
    public static long hashes(int level, long size) {
        return size >> (HEIGHT * level);
    }

    /** The tile of that place in a tree of that size, as wide as the tree makes it. */
    static Tile of(int level, long index, long size) {
        long beyond = hashes(level, size) - index * WIDTH_FULL;
        return new Tile(level, index, (int) Math.min(WIDTH_FULL, beyond));
    }

    /** The tiles of a tree of the new size that one of the old size did not have, the lowest level first. */
    public static Stream<Tile> grown(long oldSize, long newSize) {
        return IntStream.range(0, LEVELS_MAX).boxed().flatMap(level -> {
            long before = hashes(level, oldSize);
            long after = hashes(level, newSize);
            long tiles = (after + WIDTH_FULL - 1) / WIDTH_FULL;
            return before == after
                    ? Stream.of()
                    : LongStream.range(before / WIDTH_FULL, tiles).mapToObj(index -> of(level, index, newSize));
        });
    }

    public boolean isFull() {
        return width == WIDTH_FULL;
    }

    /** The place of its first hash among those of its level. */
    public long first() {
        return index * WIDTH_FULL;
    }

    /** Where it lies below the address of the log. */
    public String path() {
        return "tile/" + level + "/" + place();
    }

    /** Where the entries lie whose hashes a tile of level 0 holds. */
    public String entriesPath() {
        return "tile/entries/" + place();
    }

    /** Three digits a folder, all but the last marked with an x, so that no folder and no file share a name. */
    private String place() {
        StringBuilder place = new StringBuilder("%03d".formatted(index % DIGITS));
        for (long rest = index / DIGITS; rest > 0; rest /= DIGITS) {
            place.insert(0, "x%03d/".formatted(rest % DIGITS));
        }
        return isFull() ? place.toString() : place + ".p/" + width;
    }
}
