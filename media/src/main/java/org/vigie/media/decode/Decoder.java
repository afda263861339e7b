package org.vigie.media.decode;

/** Turns the bytes of a picture into its hash. */
sealed interface Decoder permits TurboJpeg, ImageIoDecoder, FfmpegDecoder {
    /**
     * Decodes and hashes.
     *
     * @param pixelsMax checked against the header before memory is taken for pixels
     * @throws PictureFault if the bytes cannot be decoded; any unchecked exception and {@code StackOverflowError} of a
     *     decoder means the same as {@link Fault#CORRUPT}
     */
    Wire.PictureHash hash(Wire.Request request, long pixelsMax) throws PictureFault;

    /**
     * Checks the sides that a header names.
     *
     * @throws PictureFault {@link Fault#TOO_MANY_PIXELS}, or {@link Fault#CORRUPT} for a side of none
     */
    static void checkSides(int width, int height, long pixelsMax) throws PictureFault {
        if (width < 1 || height < 1) {
            throw new PictureFault(Fault.CORRUPT);
        }
        if ((long) width * height > pixelsMax) {
            throw new PictureFault(Fault.TOO_MANY_PIXELS);
        }
    }
}
