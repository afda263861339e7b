package org.vigie.media.decode;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All decoders, and which of them a picture goes to. For one thread.
 *
 * <p>This decodes in the process it is called in. It belongs in a confined one, {@link DecodingMain}; beside that only
 * benchmarks use it, on pictures that they made themselves. A test holds that.
 */
public final class Decoders {
    private final DecoderName preferred;
    private final long pixelsMax;

    private boolean isTurboJpegLoaded;
    private @Nullable TurboJpeg turboJpeg;

    /**
     * Loads nothing yet: most of the time that a process takes to start is loading.
     *
     * @param preferred {@link DecoderName#IMAGEIO} where it is to decode all that it can; any other is the usual choice
     * @param pixelsMax a picture with more, by its header, is not decoded
     */
    public Decoders(DecoderName preferred, long pixelsMax) {
        this.preferred = preferred;
        this.pixelsMax = pixelsMax;
    }

    /** Loaded when the first WebP, AVIF or HEIC comes; empty where there are no libraries for this machine. */
    private static final class OfBytedeco {
        static final Optional<FfmpegDecoder> FFMPEG = FfmpegDecoder.load();
    }

    /** Loaded when the first other picture comes. */
    private static final class OfJdk {
        static final ImageIoDecoder IMAGE_IO = new ImageIoDecoder();
    }

    /** Decodes and hashes a picture. Whatever is wrong with it is in the answer. */
    public Wire.Reply hash(Wire.Request request) {
        try {
            return decode(request);
        } catch (PictureFault e) {
            return new Wire.Failed(e.fault());
        } catch (OutOfMemoryError e) {
            return new Wire.Failed(Fault.OUT_OF_MEMORY);
        } catch (RuntimeException | StackOverflowError | InternalError brokenByThePicture) {
            return new Wire.Failed(Fault.CORRUPT);
        }
    }

    /**
     * Decodes a JPEG without hashing it, to measure what hashing adds.
     *
     * @return how many pixels came out; 0 for what libjpeg-turbo does not decode here
     */
    public long decodeOnly(Wire.Request request) {
        TurboJpeg decoder = turboJpegFor(request);
        if (decoder == null) {
            return 0;
        }
        try {
            return decoder.decodeOnly(request, pixelsMax);
        } catch (PictureFault e) {
            return 0;
        }
    }

    /** Loaded when the first JPEG comes; null where it is not for this picture, or not on this system. */
    private @Nullable TurboJpeg turboJpegFor(Wire.Request request) {
        if (preferred == DecoderName.IMAGEIO || request.type() != PictureType.JPEG) {
            return null;
        }
        if (!isTurboJpegLoaded) {
            turboJpeg = TurboJpeg.load().orElse(null);
            isTurboJpegLoaded = true;
        }
        return turboJpeg;
    }

    private Wire.PictureHash decode(Wire.Request request) throws PictureFault {
        TurboJpeg decoder = turboJpegFor(request);
        if (decoder != null) {
            try {
                return decoder.hash(request, pixelsMax);
            } catch (PictureFault e) {
                if (e.fault() != Fault.UNSUPPORTED_FORMAT) {
                    throw e;
                }
            }
        }
        if (request.type().needsFfmpeg() && preferred != DecoderName.IMAGEIO && OfBytedeco.FFMPEG.isPresent()) {
            return OfBytedeco.FFMPEG.get().hash(request, pixelsMax);
        }
        return OfJdk.IMAGE_IO.hash(request, pixelsMax);
    }
}
