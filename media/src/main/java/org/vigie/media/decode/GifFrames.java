package org.vigie.media.decode;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;

/**
 * The frames of an animated GIF after the first, as they are seen: each is drawn over what the one before has left.
 *
 * <p>Only so many are hashed, evenly spaced over the animation. Others are drawn too, since later ones build on them; the
 * work is bounded: {@code pixelsMax} pixels in all, and {@link #DRAWN_MAX} frames. What lies behind is not looked at, and a
 * broken frame ends the animation: the first frame stands.
 *
 * <p>Where the first frame does not fill the screen, its own hash is of the frame alone, as in the reference programs; the
 * later ones are of the whole screen, black where nothing was drawn.
 */
final class GifFrames {
    /** No more frames of one file are drawn. */
    static final int DRAWN_MAX = 1_000;

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final String STREAM_FORMAT = "javax_imageio_gif_stream_1.0";

    private final ImageReader reader;
    private final BufferedImage screen;

    private GifFrames(ImageReader reader, int width, int height) {
        this.reader = reader;
        this.screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }

    /** What a frame says of itself: where it lies and what becomes of it when its time is over. */
    private record Placed(Rectangle place, String disposal) {
        static Placed of(ImageReader reader, int index, BufferedImage picture) throws IOException {
            Element root = (Element) reader.getImageMetadata(index).getAsTree(FORMAT);
            Element descriptor = child(root, "ImageDescriptor");
            int left = Integer.parseInt(descriptor.getAttribute("imageLeftPosition"));
            int top = Integer.parseInt(descriptor.getAttribute("imageTopPosition"));
            Element control = child(root, "GraphicControlExtension");
            return new Placed(
                    new Rectangle(left, top, picture.getWidth(), picture.getHeight()),
                    control.getAttribute("disposalMethod"));
        }
    }

    private static Element child(Element root, String name) {
        Element found = (Element) root.getElementsByTagName(name).item(0);
        return found == null ? new IIOMetadataNode(name) : found;
    }

    /**
     * The hashed ones.
     *
     * @param first as it was read already
     */
    static List<Wire.Frame> after(BufferedImage first, ImageReader reader, Wire.Request request, long pixelsMax) {
        try {
            int count = reader.getNumImages(true);
            if (count < 2) {
                return List.of();
            }
            Rectangle screen = screen(reader, first);
            long pixels = (long) screen.width * screen.height;
            int drawn = (int) Math.min(Math.min(count, DRAWN_MAX), pixelsMax / Math.max(1, pixels));
            if (drawn < 2) {
                return List.of();
            }
            Set<Integer> wanted = wanted(drawn, request.framesMax());
            return new GifFrames(reader, screen.width, screen.height).draw(first, drawn, wanted, request.mode());
        } catch (IOException | RuntimeException brokenBehindTheFirst) {
            return List.of();
        }
    }

    private static Rectangle screen(ImageReader reader, BufferedImage first) throws IOException {
        Element root = (Element) reader.getStreamMetadata().getAsTree(STREAM_FORMAT);
        Element descriptor = child(root, "LogicalScreenDescriptor");
        int width = Integer.parseInt(descriptor.getAttribute("logicalScreenWidth"));
        int height = Integer.parseInt(descriptor.getAttribute("logicalScreenHeight"));
        return new Rectangle(Math.max(width, first.getWidth()), Math.max(height, first.getHeight()));
    }

    /** The numbers of the hashed ones beside the first, evenly spaced, the last among them. */
    static Set<Integer> wanted(int drawn, int framesMax) {
        Set<Integer> wanted = new HashSet<>();
        int hashed = Math.min(framesMax, drawn) - 1;
        for (int step = 1; step <= hashed; step++) {
            wanted.add(Math.toIntExact((long) step * (drawn - 1) / hashed));
        }
        return wanted;
    }

    private List<Wire.Frame> draw(BufferedImage first, int count, Set<Integer> wanted, DecodeMode mode) {
        List<Wire.Frame> frames = new ArrayList<>();
        try {
            BufferedImage picture = first;
            for (int index = 0; index < count; index++) {
                picture = index == 0 ? first : reader.read(index);
                Placed placed = Placed.of(reader, index, picture);
                int[] before = placed.disposal().equals("restoreToPrevious") ? pixels(placed.place()) : new int[0];
                draw(picture, placed.place());
                if (wanted.contains(index)) {
                    frames.add(ImageIoDecoder.frame(index, onBlack(), mode));
                }
                dispose(placed, before);
            }
        } catch (IOException | RuntimeException broken) {
            return frames;
        }
        return frames;
    }

    private void draw(BufferedImage picture, Rectangle place) {
        Graphics2D pen = screen.createGraphics();
        pen.drawImage(picture, place.x, place.y, null);
        pen.dispose();
    }

    private void dispose(Placed placed, int[] before) {
        Rectangle place = placed.place().intersection(new Rectangle(screen.getWidth(), screen.getHeight()));
        if (place.isEmpty()) {
            return;
        }
        switch (placed.disposal()) {
            case "restoreToBackgroundColor" -> {
                Graphics2D pen = screen.createGraphics();
                pen.setComposite(AlphaComposite.Clear);
                pen.fill(place);
                pen.dispose();
            }
            case "restoreToPrevious" ->
                screen.setRGB(place.x, place.y, place.width, place.height, before, 0, place.width);
            default -> {}
        }
    }

    private int[] pixels(Rectangle place) {
        Rectangle inside = place.intersection(new Rectangle(screen.getWidth(), screen.getHeight()));
        return inside.isEmpty()
                ? new int[0]
                : screen.getRGB(inside.x, inside.y, inside.width, inside.height, null, 0, inside.width);
    }

    private BufferedImage onBlack() {
        BufferedImage seen = new BufferedImage(screen.getWidth(), screen.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = seen.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillRect(0, 0, seen.getWidth(), seen.getHeight());
        pen.drawImage(screen, 0, 0, null);
        pen.dispose();
        return seen;
    }
}
