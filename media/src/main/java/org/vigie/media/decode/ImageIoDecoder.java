package org.vigie.media.decode;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.vigie.core.hash.Luma;

/**
 * Pictures through the readers of the JDK and of TwelveMonkeys: the first picture or page of each, and frames of an animated
 * GIF. The slower way for JPEG, the only one for the others.
 */
final class ImageIoDecoder implements Decoder {
    private static final byte[] NOTHING = {};
    private static final byte[] JPEG_END_OF_IMAGE = {(byte) 0xff, (byte) 0xd9};

    ImageIoDecoder() {
        ImageIO.setUseCache(false);
    }

    /** Tries each reader there is until one knows the variant: those of the JDK first, for they keep four colours apart. */
    @Override
    public Wire.PictureHash hash(Wire.Request request, long pixelsMax) throws PictureFault {
        for (ImageReader reader : readers(request.type())) {
            try {
                return hash(reader, request, pixelsMax);
            } catch (PictureFault e) {
                if (e.fault() != Fault.UNSUPPORTED_FORMAT) {
                    throw e;
                }
            } finally {
                reader.dispose();
            }
        }
        throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
    }

    private static Wire.PictureHash hash(ImageReader reader, Wire.Request request, long pixelsMax) throws PictureFault {
        Warnings warnings = new Warnings();
        byte[] bytes = request.bytes();
        try {
            reader.addIIOReadWarningListener(warnings);
            reader.setInput(
                    new PictureStream(bytes, request.type() == PictureType.JPEG ? JPEG_END_OF_IMAGE : NOTHING),
                    false,
                    request.type() != PictureType.GIF);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Decoder.checkSides(width, height, pixelsMax);
            BufferedImage picture = reader.read(0);
            if (warnings.fault.isPresent()) {
                throw new PictureFault(warnings.fault.get());
            }
            List<Wire.Frame> frames = new ArrayList<>();
            frames.add(frame(0, picture, request.mode()));
            if (request.type() == PictureType.GIF && request.framesMax() > 1) {
                frames.addAll(GifFrames.after(picture, reader, request, pixelsMax));
            }
            int orientation = ExifOrientation.of(request.type(), bytes);
            return new Wire.PictureHash(width, height, orientation, frames, DecoderName.IMAGEIO, request.mode());
        } catch (IOException e) {
            throw new PictureFault(warnings.fault.orElseGet(() -> fault(e)));
        }
    }

    static Wire.Frame frame(int number, BufferedImage picture, DecodeMode mode) {
        Luma luma = Luma.ofRows(picture.getWidth(), picture.getHeight(), ImageRows.of(picture, mode.light()));
        return Wire.Frame.of(number, mode.spectrum(luma));
    }

    private static List<ImageReader> readers(PictureType type) {
        List<ImageReader> readers = new ArrayList<>();
        if (type.isDecodable()) {
            ImageIO.getImageReadersByMIMEType(type.mime()).forEachRemaining(readers::add);
        }
        readers.sort(Comparator.comparing(reader -> !reader.getClass().getName().startsWith("com.sun.")));
        return readers;
    }

    private static Fault fault(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return Fault.TRUNCATED;
            }
        }
        String text = String.valueOf(e.getMessage());
        if (text.contains("nsupported") || text.contains("not supported")) {
            return Fault.UNSUPPORTED_FORMAT;
        }
        return JpegWarning.fault(text).orElse(Fault.CORRUPT);
    }

    /** Keeps the worst of what a reader warns of. */
    private static final class Warnings implements IIOReadWarningListener {
        private Optional<Fault> fault = Optional.empty();

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (fault.isEmpty()) {
                fault = JpegWarning.fault(warning);
            }
        }
    }
}
