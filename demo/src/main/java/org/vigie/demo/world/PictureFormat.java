package org.vigie.demo.world;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The file formats of the world's pictures. They are written and read by the codecs of the JDK itself, chosen by name: the program
 * under test decodes with another library, and plug-ins of that library on the class path must not slip in here.
 */
enum PictureFormat {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    GIF("gif", "image/gif"),
    BMP("bmp", "image/bmp");

    private static final String JDK_CODECS = "com.sun.imageio.";

    private final String ending;
    private final String mime;

    PictureFormat(String ending, String mime) {
        this.ending = ending;
        this.mime = mime;
    }

    String ending() {
        return ending;
    }

    String mime() {
        return mime;
    }

    /** Encodes with the codec's usual settings; a JPEG at the quality, 0 to 1. */
    byte[] encode(Picture picture, double quality) {
        ImageWriter writer;
        try {
            writer = codec(ImageWriterSpi.class).createWriterInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (this == JPEG) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality((float) quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture.image(), null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    Picture decode(byte[] bytes) {
        ImageReader reader;
        try {
            reader = codec(ImageReaderSpi.class).createReaderInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            return Picture.of(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.dispose();
        }
    }

    private <T extends ImageReaderWriterSpi> T codec(Class<T> kind) {
        Iterator<T> codecs = IIORegistry.getDefaultInstance().getServiceProviders(kind, true);
        while (codecs.hasNext()) {
            T codec = codecs.next();
            boolean ofTheJdk = codec.getClass().getName().startsWith(JDK_CODECS);
            for (String type : codec.getMIMETypes()) {
                if (ofTheJdk && type.equals(mime)) {
                    return codec;
                }
            }
        }
        throw new IllegalStateException("this Java has no codec of its own for " + mime);
    }
}
