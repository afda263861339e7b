package org.vigie.core.hash;

/**
 * The eight ways to lay a picture on the same rectangle, in the order in which the reference programs print them. Copies are
 * turned and mirrored to escape hash lists; their PDQ hashes follow from the frequencies of the original without a second look
 * at its pixels.
 *
 * <p>Mirroring an axis changes the sign of its odd frequencies; turning over a diagonal exchanges the two axes.
 */
public enum Dihedral {
    /** As it is. */
    ORIGINAL(false, false, false),
    /** Turned by 90° counter-clockwise. */
    ROTATED_90(true, true, false),
    /** Turned by 180°. */
    ROTATED_180(false, true, true),
    /** Turned by 270° counter-clockwise, which is 90° clockwise. */
    ROTATED_270(true, false, true),
    /** Upside down, left still left: as in water. */
    FLIPPED_X(false, true, false),
    /** Left for right, top still top: as in a mirror. */
    FLIPPED_Y(false, false, true),
    /** Over the diagonal from the upper left to the lower right. */
    FLIPPED_PLUS(true, false, false),
    /** Over the other diagonal. */
    FLIPPED_MINUS(true, true, true);

    private final boolean isTransposed;
    private final boolean isMirroredDown;
    private final boolean isMirroredAcross;

    Dihedral(boolean isTransposed, boolean isMirroredDown, boolean isMirroredAcross) {
        this.isTransposed = isTransposed;
        this.isMirroredDown = isMirroredDown;
        this.isMirroredAcross = isMirroredAcross;
    }

    /**
     * The frequencies of the picture so laid.
     *
     * @param original row i, column j: vertical frequency i + 1, horizontal frequency j + 1
     * @param side how many rows, and columns
     */
    float[] of(float[] original, int side) {
        float[] turned = new float[original.length];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                float value = original[isTransposed ? side * j + i : side * i + j];
                boolean isNegative = (isMirroredDown && isOdd(i + 1)) ^ (isMirroredAcross && isOdd(j + 1));
                turned[side * i + j] = isNegative ? -value : value;
            }
        }
        return turned;
    }

    private static boolean isOdd(int frequency) {
        return (frequency & 1) == 1;
    }
}
