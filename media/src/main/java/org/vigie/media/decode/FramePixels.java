package org.vigie.media.decode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.vigie.core.hash.Luma;

/**
 * How the pixels of decoded frames lie in memory, and reading their brightness.
 *
 * <p>Most video is stored as brightness and colour apart, of which the first is all that is needed. The reference program for
 * vPDQ has frames turned into red, green and blue of full range and those into brightness, which gives the same but for rounding
 * and for colours that no screen can show. Video as a rule keeps black at 16 and white at 235: this is stretched as there.
 */
@SuppressWarnings("restricted") // the parent starts this process with native access
final class FramePixels {
    private static final int BYTE_VALUES = 256;
    private static final int BLACK = 16;
    private static final float STRETCH = 255f / 219;

    /** Memory on a graphics card, bits that cross bytes, colours through a palette or a mosaic, numbers in float. */
    private static final long UNREADABLE = avutil.AV_PIX_FMT_FLAG_HWACCEL
            | avutil.AV_PIX_FMT_FLAG_BITSTREAM
            | avutil.AV_PIX_FMT_FLAG_PAL
            | avutil.AV_PIX_FMT_FLAG_BAYER
            | avutil.AV_PIX_FMT_FLAG_FLOAT
            | avutil.AV_PIX_FMT_FLAG_XYZ
            | avutil.AV_PIX_FMT_FLAG_BE;

    private final int format;
    private final int range;
    private final boolean isColour;
    private final Component[] components;
    private final float[] shown;

    /** Where one value of each pixel is; {@code depth} bits from bit {@code shift} on, in one byte or two. */
    private record Component(int plane, int step, int offset, int shift, int depth) {
        static Component of(AVComponentDescriptor descriptor) {
            return new Component(
                    descriptor.plane(), descriptor.step(), descriptor.offset(), descriptor.shift(), descriptor.depth());
        }

        boolean isByte() {
            return shift + depth <= Byte.SIZE;
        }
    }

    /** @throws PictureFault for pixels that are not read here */
    FramePixels(AVFrame frame) throws PictureFault {
        format = frame.format();
        range = frame.color_range();
        AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
        if (descriptor == null || descriptor.isNull() || (descriptor.flags() & UNREADABLE) != 0) {
            throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        }
        isColour = (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
        components = new Component[isColour ? 3 : 1];
        for (int i = 0; i < components.length; i++) {
            components[i] = Component.of(descriptor.comp().getPointer(i));
            if (components[i].depth() < Byte.SIZE || components[i].shift() + components[i].depth() > Short.SIZE) {
                throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
            }
        }
        boolean isFull = isColour
                || range == avutil.AVCOL_RANGE_JPEG
                || descriptor.nb_components() < 3
                || descriptor.name().getString().startsWith("yuvj");
        shown = new float[BYTE_VALUES];
        for (int stored = 0; stored < BYTE_VALUES; stored++) {
            shown[stored] = isFull ? stored : Math.clamp((stored - BLACK) * STRETCH, 0, BYTE_VALUES - 1f);
        }
    }

    /** Whether this was made for frames like that one. */
    boolean isFor(AVFrame frame) {
        return frame.format() == format && frame.color_range() == range;
    }

    /** The brightness of a frame, which must not be unreferenced until it is hashed. */
    Luma luma(AVFrame frame) {
        int width = frame.width();
        if (isColour) {
            float[] green = new float[width];
            float[] blue = new float[width];
            Plane reds = new Plane(frame, components[0]);
            Plane greens = new Plane(frame, components[1]);
            Plane blues = new Plane(frame, components[2]);
            return Luma.ofRows(width, frame.height(), (y, into) -> {
                reds.read(y, into);
                greens.read(y, green);
                blues.read(y, blue);
                for (int x = 0; x < width; x++) {
                    into[x] = PixelRow.luma(into[x], green[x], blue[x]);
                }
            });
        }
        return Luma.ofRows(width, frame.height(), new Plane(frame, components[0])::read);
    }

    /** The values of one component of one frame. */
    private final class Plane {
        private final Component component;
        private final long address;
        private final long stride;
        private final int width;
        private final byte[] row;

        Plane(AVFrame frame, Component component) {
            this.component = component;
            this.address = frame.data(component.plane()).address() + component.offset();
            this.stride = frame.linesize(component.plane());
            this.width = frame.width();
            this.row = new byte[(width - 1) * component.step() + (component.isByte() ? 1 : 2)];
        }

        void read(int y, float[] into) {
            MemorySegment stored = MemorySegment.ofAddress(address + y * stride).reinterpret(row.length);
            MemorySegment.copy(stored, JAVA_BYTE, 0, row, 0, row.length);
            int step = component.step();
            if (component.isByte() && step == 1) {
                for (int x = 0; x < width; x++) {
                    into[x] = shown[row[x] & 0xff];
                }
            } else if (component.isByte()) {
                for (int x = 0; x < width; x++) {
                    into[x] = shown[row[x * step] & 0xff];
                }
            } else {
                readPairs(into, step);
            }
        }

        /** Two bytes a value, the low one first; what lies below eight bits only matters for the place between two. */
        private void readPairs(float[] into, int step) {
            int fraction = component.depth() - Byte.SIZE;
            int mask = (1 << component.depth()) - 1;
            float part = 1f / (1 << fraction);
            for (int x = 0; x < width; x++) {
                int at = x * step;
                int pair = (row[at] & 0xff) | ((row[at + 1] & 0xff) << Byte.SIZE);
                int value = (pair >> component.shift()) & mask;
                int whole = value >> fraction;
                float low = shown[whole];
                float high = shown[Math.min(whole + 1, BYTE_VALUES - 1)];
                into[x] = low + (high - low) * part * (value - (whole << fraction));
            }
        }
    }
}
