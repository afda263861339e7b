package org.vigie.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Animated GIFs of given frames. */
final class Animations {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private Animations() {}

    /**
     * One frame.
     *
     * @param disposal what becomes of it: {@code none}, {@code doNotDispose}, {@code restoreToBackgroundColor},
     *     {@code restoreToPrevious}
     */
    record Frame(BufferedImage picture, int left, int top, String disposal) {
        static Frame whole(BufferedImage picture) {
            return new Frame(picture, 0, 0, "none");
        }
    }

    static byte[] gif(List<Frame> frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (Frame frame : frames) {
                writer.writeToSequence(new IIOImage(frame.picture(), null, metadata(writer, frame)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, Frame frame) throws IOException {
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame.picture()), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode place = new IIOMetadataNode("ImageDescriptor");
        place.setAttribute("imageLeftPosition", Integer.toString(frame.left()));
        place.setAttribute("imageTopPosition", Integer.toString(frame.top()));
        place.setAttribute("imageWidth", Integer.toString(frame.picture().getWidth()));
        place.setAttribute("imageHeight", Integer.toString(frame.picture().getHeight()));
        place.setAttribute("interlaceFlag", "FALSE");
        root.appendChild(place);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", frame.disposal());
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", "10");
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
