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
import org.vigie.core.hash.PdqHasher;

/**
 * Pictures through the readers of the JDK and of TwelveMonkeys: the first frame or page of each. The slower way for JPEG, the
 * only one for the others.
 */
final class ImageIoDecoder implements Decoder {
    private static final byte[] NOTHING = {};
    private static final byte[] JPEG_END_OF_IMAGE = {(byte) 0xff, (byte) 0xd9};

    ImageIoDecoder() {
        ImageIO.setUseCache(false);
    }

    /** Tries each reader there is until one knows the variant: those of the JDK first, for they keep four colours apart. */
    @Override
    public Wire.PictureHash hash(PictureType type, byte[] bytes, long pixelsMax) throws PictureFault {
        for (ImageReader reader : readers(type)) {
            try {
                return hash(reader, type, bytes, pixelsMax);
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

    private static Wire.PictureHash hash(ImageReader reader, PictureType type, byte[] bytes, long pixelsMax)
            throws PictureFault {
        Warnings warnings = new Warnings();
        try {
            reader.addIIOReadWarningListener(warnings);
            reader.setInput(
                    new PictureStream(bytes, type == PictureType.JPEG ? JPEG_END_OF_IMAGE : NOTHING), false, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Decoder.checkSides(width, height, pixelsMax);
            BufferedImage picture = reader.read(0);
            if (warnings.fault.isPresent()) {
                throw new PictureFault(warnings.fault.get());
            }
            Luma luma = Luma.ofRows(picture.getWidth(), picture.getHeight(), ImageRows.of(picture));
            return new Wire.PictureHash(
                    width, height, PdqHasher.hash(luma), DecoderName.IMAGEIO, DecodeMode.FULL_RESOLUTION);
        } catch (IOException e) {
            throw new PictureFault(warnings.fault.orElseGet(() -> fault(e)));
        }
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
