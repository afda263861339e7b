package org.vigie.core.hash;

/**
 * Hashes pictures of one size, such as the frames of a video: as {@link PdqHasher#hashReduced} does without reducing, but the
 * weights, which depend on the size alone, are computed once. For one thread at a time.
 */
public final class FrameHasher {
    private final Reduction whole;
    private final PdqOperator operator;

    /** @throws IllegalArgumentException unless both sides are at least 1 */
    public FrameHasher(int width, int height) {
        whole = new Reduction(width, height, 1);
        operator = new PdqOperator(whole);
    }

    /** Whether this was made for that size. */
    public boolean isFor(int width, int height) {
        return whole.width() == width && whole.height() == height;
    }

    /**
     * Hashes a picture.
     *
     * @throws IllegalArgumentException where the picture has another size
     */
    public PdqResult hash(Luma luma) {
        if (!isFor(luma.width(), luma.height())) {
            throw new IllegalArgumentException("a picture of %d x %d among those of %d x %d"
                    .formatted(luma.width(), luma.height(), whole.width(), whole.height()));
        }
        return PdqHasher.spectrum(operator.apply(luma)).result();
    }
}
