package org.vigie.media.decode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.hash.PdqSpectrum;
import org.vigie.core.hash.Reduction;

/**
 * JPEG through the libjpeg-turbo of the system, by its TurboJPEG 2 interface (kept by version 3): about four times as fast as
 * the readers of the JDK. Not thread-safe; one per process.
 *
 * <p>Each picture gets a handle of its own: after a header that it cannot read, version 2.1 fails on everything that follows.
 *
 * <p>Four-colour pictures come out as Adobe writes them, inverted, and are multiplied to red, green and blue without a
 * colour profile.
 */
@SuppressWarnings("restricted") // the parent starts this process with native access
final class TurboJpeg implements Decoder {
    private static final String LIBRARY = "libturbojpeg.so.0";

    /** Pixel formats and colour spaces, flags and error codes of {@code turbojpeg.h}. */
    private static final int TJPF_RGB = 0;

    private static final int TJPF_GRAY = 6;
    private static final int TJPF_CMYK = 11;
    private static final int TJCS_GRAY = 2;
    private static final int TJCS_CMYK = 3;
    private static final int TJCS_YCCK = 4;
    private static final int TJFLAG_STOPONWARNING = 8192;
    private static final int TJFLAG_LIMITSCANS = 32768;
    private static final int TJERR_WARNING = 0;

    /** A buffer up to this size is kept for the next picture, bytes; allocating anew costs up to half of the decoding time. */
    private static final long KEPT_BUFFER_MAX = 48L << 20;

    private static final byte[] END_OF_IMAGE = {(byte) 0xff, (byte) 0xd9};

    private final Functions functions;
    private final MemorySegment header;
    private final Buffer input = new Buffer();
    private final Buffer output = new Buffer();

    private TurboJpeg(Functions functions) {
        this.functions = functions;
        this.header = Arena.global().allocate(JAVA_INT, 4);
    }

    /** The decoder, or empty where the system has no libjpeg-turbo. */
    static Optional<TurboJpeg> load() {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
        return Functions.find(library).map(TurboJpeg::new);
    }

    /** What is done with the pixels while they are there. */
    private interface Use<T> {
        T of(Decoded decoded);
    }

    /**
     * A decoded picture; its pixels are overwritten by the next.
     *
     * @param reduction from the sides that the file names to those of the target
     */
    private record Decoded(Reduction reduction, Target target) {}

    @Override
    public Wire.PictureHash hash(Wire.Request request, long pixelsMax) throws PictureFault {
        return decode(request, pixelsMax, decoded -> hash(decoded, request));
    }

    /** The number of pixels that come out. */
    long decodeOnly(Wire.Request request, long pixelsMax) throws PictureFault {
        return decode(
                request,
                pixelsMax,
                decoded -> (long) decoded.target().width() * decoded.target().height());
    }

    private static Wire.PictureHash hash(Decoded decoded, Wire.Request request) {
        DecodeMode mode = request.mode();
        Target target = decoded.target();
        Luma luma = Luma.ofRows(target.width(), target.height(), target.rows(mode.light()));
        PdqSpectrum spectrum = target.format() == Pixels.LUMA
                ? PdqHasher.spectrumReduced(luma, decoded.reduction())
                : mode.spectrum(luma);
        return new Wire.PictureHash(
                decoded.reduction().width(),
                decoded.reduction().height(),
                ExifOrientation.ofJpeg(request.bytes()),
                List.of(Wire.Frame.of(0, spectrum)),
                DecoderName.TURBOJPEG,
                mode);
    }

    private <T> T decode(Wire.Request request, long pixelsMax, Use<T> use) throws PictureFault {
        MemorySegment handle = functions.open();
        if (handle.equals(MemorySegment.NULL)) {
            throw new PictureFault(Fault.OUT_OF_MEMORY);
        }
        try {
            return use.of(decode(handle, request.bytes(), request.mode(), pixelsMax));
        } finally {
            functions.close(handle);
            input.trim();
            output.trim();
        }
    }

    private Decoded decode(MemorySegment handle, byte[] bytes, DecodeMode mode, long pixelsMax) throws PictureFault {
        long size = (long) bytes.length + END_OF_IMAGE.length;
        MemorySegment jpeg = input.atLeast(size);
        MemorySegment.copy(bytes, 0, jpeg, JAVA_BYTE, 0, bytes.length);
        MemorySegment.copy(END_OF_IMAGE, 0, jpeg, JAVA_BYTE, bytes.length, END_OF_IMAGE.length);
        if (functions.header(handle, jpeg, size, header) != 0 && functions.errorCode(handle) != TJERR_WARNING) {
            throw new PictureFault(fatal(functions.errorText(handle)));
        }
        int width = header.getAtIndex(JAVA_INT, 0);
        int height = header.getAtIndex(JAVA_INT, 1);
        Decoder.checkSides(width, height, pixelsMax);
        Pixels format = Pixels.of(header.getAtIndex(JAVA_INT, 3), mode);
        Reduction reduction =
                format == Pixels.LUMA ? Reduction.strongestFor(width, height) : new Reduction(width, height, 1);
        Target target = new Target(
                output.atLeast((long) reduction.reducedWidth() * reduction.reducedHeight() * format.size),
                reduction.reducedWidth(),
                reduction.reducedHeight(),
                format);
        decode(handle, jpeg.asSlice(0, size), target);
        return new Decoded(reduction, target);
    }

    /**
     * The library keeps the last warning only, and stray bytes at the end hide a broken middle. So a picture with a harmless
     * last warning is decoded again up to its first one.
     */
    private void decode(MemorySegment handle, MemorySegment jpeg, Target target) throws PictureFault {
        int flags = TJFLAG_LIMITSCANS;
        if (functions.decompress(handle, jpeg, target, flags) == 0) {
            return;
        }
        refuseLoss(handle);
        if (functions.decompress(handle, jpeg, target, flags | TJFLAG_STOPONWARNING) != 0) {
            refuseLoss(handle);
            functions.decompress(handle, jpeg, target, flags);
        }
    }

    private void refuseLoss(MemorySegment handle) throws PictureFault {
        String text = functions.errorText(handle);
        if (functions.errorCode(handle) != TJERR_WARNING) {
            Optional<Fault> warned = JpegWarning.fault(text);
            throw new PictureFault(warned.orElseGet(() -> fatal(text)));
        }
        Optional<Fault> fault = JpegWarning.fault(text);
        if (fault.isPresent()) {
            throw new PictureFault(fault.get());
        }
    }

    private static Fault fatal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("unsupported") || lower.contains("not supported") || lower.contains("sorry")) {
            return Fault.UNSUPPORTED_FORMAT;
        }
        if (lower.contains("memory")) {
            return Fault.OUT_OF_MEMORY;
        }
        return lower.contains("premature end") || lower.contains("contains no image") ? Fault.TRUNCATED : Fault.CORRUPT;
    }

    /** What the library is asked for, and how its pixels become luma. */
    private enum Pixels {
        GREY(TJPF_GRAY, 1),
        /** The brightness of a coloured picture as the file has it, in the size that is asked for. */
        LUMA(TJPF_GRAY, 1),
        RGB(TJPF_RGB, 3),
        CMYK(TJPF_CMYK, 4);

        private final int number;
        private final int size;

        Pixels(int number, int size) {
            this.number = number;
            this.size = size;
        }

        /** Grey and four-colour pictures are rare, and are changed pixel by pixel before they count: these are not reduced. */
        static Pixels of(int colourSpace, DecodeMode mode) {
            return switch (colourSpace) {
                case TJCS_GRAY -> GREY;
                case TJCS_CMYK, TJCS_YCCK -> CMYK;
                default -> mode == DecodeMode.REDUCED ? LUMA : RGB;
            };
        }
    }

    /** Where pixels go. */
    private record Target(MemorySegment memory, int width, int height, Pixels format) {
        Luma.Rows rows(LinearLight light) {
            byte[] row = new byte[width * format.size];
            return (y, into) -> {
                MemorySegment.copy(memory, JAVA_BYTE, (long) y * row.length, row, 0, row.length);
                switch (format) {
                    case GREY -> PixelRow.ofGrey(row, into, width, light);
                    case LUMA -> PixelRow.ofLuma(row, into, width);
                    case RGB -> PixelRow.ofRgb(row, into, width);
                    case CMYK -> PixelRow.ofInvertedCmyk(row, into, width, light);
                }
            };
        }
    }

    /** Memory outside the heap that is used again while it is small. */
    @SuppressWarnings("MustBeClosed") // by release, or with the process
    private static final class Buffer {
        private Arena arena = Arena.ofConfined();
        private MemorySegment memory = MemorySegment.NULL;

        MemorySegment atLeast(long bytes) {
            if (memory.byteSize() < bytes) {
                release();
                memory = arena.allocate(bytes);
            }
            return memory;
        }

        void trim() {
            if (memory.byteSize() > KEPT_BUFFER_MAX) {
                release();
            }
        }

        private void release() {
            arena.close();
            arena = Arena.ofConfined();
            memory = MemorySegment.NULL;
        }
    }

    /** The six functions, called. */
    private record Functions(
            MethodHandle init,
            MethodHandle readHeader,
            MethodHandle decompress,
            MethodHandle errorText,
            MethodHandle errorCode,
            MethodHandle destroy) {

        static Optional<Functions> find(SymbolLookup library) {
            FunctionDescriptor readHeader =
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
            FunctionDescriptor decompress = FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
            Optional<MethodHandle> init = find(library, "tjInitDecompress", FunctionDescriptor.of(ADDRESS));
            Optional<MethodHandle> header = find(library, "tjDecompressHeader3", readHeader);
            Optional<MethodHandle> decode = find(library, "tjDecompress2", decompress);
            Optional<MethodHandle> text = find(library, "tjGetErrorStr2", FunctionDescriptor.of(ADDRESS, ADDRESS));
            Optional<MethodHandle> code = find(library, "tjGetErrorCode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            Optional<MethodHandle> end = find(library, "tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            List<Optional<MethodHandle>> all = List.of(init, header, decode, text, code, end);
            if (!all.stream().allMatch(Optional::isPresent)) {
                return Optional.empty();
            }
            List<MethodHandle> six = all.stream().flatMap(Optional::stream).toList();
            return Optional.of(new Functions(six.get(0), six.get(1), six.get(2), six.get(3), six.get(4), six.get(5)));
        }

        private static Optional<MethodHandle> find(SymbolLookup library, String name, FunctionDescriptor type) {
            return library.find(name).map(symbol -> Linker.nativeLinker().downcallHandle(symbol, type));
        }

        MemorySegment open() {
            try {
                return (MemorySegment) init.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("tjInitDecompress", e);
            }
        }

        int header(MemorySegment handle, MemorySegment jpeg, long size, MemorySegment into) {
            long step = JAVA_INT.byteSize();
            try {
                return (int) readHeader.invokeExact(
                        handle, jpeg, size, into, into.asSlice(step), into.asSlice(2 * step), into.asSlice(3 * step));
            } catch (Throwable e) {
                throw new IllegalStateException("tjDecompressHeader3", e);
            }
        }

        int decompress(MemorySegment handle, MemorySegment jpeg, Target target, int flags) {
            MemorySegment pixels = target.memory();
            int width = target.width();
            int height = target.height();
            int format = target.format().number;
            try {
                return (int)
                        decompress.invokeExact(handle, jpeg, jpeg.byteSize(), pixels, width, 0, height, format, flags);
            } catch (Throwable e) {
                throw new IllegalStateException("tjDecompress2", e);
            }
        }

        String errorText(MemorySegment handle) {
            try {
                MemorySegment text = (MemorySegment) errorText.invokeExact(handle);
                return text.reinterpret(
                                MemoryLayout.sequenceLayout(1024, JAVA_BYTE).byteSize())
                        .getString(0);
            } catch (Throwable e) {
                throw new IllegalStateException("tjGetErrorStr2", e);
            }
        }

        int errorCode(MemorySegment handle) {
            try {
                return (int) errorCode.invokeExact(handle);
            } catch (Throwable e) {
                throw new IllegalStateException("tjGetErrorCode", e);
            }
        }

        void close(MemorySegment handle) {
            try {
                int ignored = (int) destroy.invokeExact(handle);
            } catch (Throwable e) {
                throw new IllegalStateException("tjDestroy", e);
            }
        }
    }
}
