package org.vigie.media.decode;

import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.PdqSpectrum;

/**
 * WebP, AVIF and HEIC by FFmpeg, in one thread: the one decoder of the format, nothing that looks for others. Everything that is
 * made for a picture is freed with it, for the process goes on.
 *
 * <p>Brightness is taken from the file where it has it, as {@link FramePixels} does. WebP always keeps black at 16 and white at
 * 235, whatever a bit of VP8 says that browsers ignore.
 */
final class FfmpegDecoder implements Decoder {
    private static final int NO_MEMORY = -12;

    private final HeifFile.Input heifInput = new HeifFile.Input();

    private FfmpegDecoder() {}

    /** The decoder, or empty where there are no libraries for this machine. */
    static Optional<FfmpegDecoder> load() {
        return Ffmpeg.load() ? Optional.of(new FfmpegDecoder()) : Optional.empty();
    }

    @Override
    public Wire.PictureHash hash(Wire.Request request, long pixelsMax) throws PictureFault {
        if (request.type() == PictureType.WEBP) {
            return webp(request, pixelsMax);
        }
        try (HeifFile file = heifInput.open(request.bytes())) {
            return file.hash(request.mode(), pixelsMax);
        }
    }

    private static Wire.PictureHash webp(Wire.Request request, long pixelsMax) throws PictureFault {
        WebpFile file = WebpFile.of(request.bytes());
        checkSides(file.width(), file.height(), pixelsMax);
        AVPacket packet = packet(file.still());
        try (Codec codec = Codec.open("webp", null, pixelsMax)) {
            AVFrame frame = codec.decode(packet);
            checkSides(frame.width(), frame.height(), pixelsMax);
            frame.color_range(avutil.AVCOL_RANGE_MPEG);
            PdqSpectrum spectrum = request.mode().spectrum(luma(frame));
            int orientation = ExifOrientation.of(request.type(), request.bytes());
            return hash(file.width(), file.height(), orientation, spectrum, request.mode());
        } finally {
            avcodec.av_packet_free(packet);
        }
    }

    private static void checkSides(int width, int height, long pixelsMax) throws PictureFault {
        Decoder.checkSides(width, height, pixelsMax);
    }

    static Wire.PictureHash hash(int width, int height, int orientation, PdqSpectrum spectrum, DecodeMode mode) {
        return new Wire.PictureHash(
                width, height, orientation, List.of(Wire.Frame.of(0, spectrum)), DecoderName.FFMPEG, mode);
    }

    /** Readable until the frame is freed. */
    static Luma luma(AVFrame frame) throws PictureFault {
        return new FramePixels(frame).luma(frame);
    }

    private static AVPacket packet(byte[] bytes) throws PictureFault {
        AVPacket packet = avcodec.av_packet_alloc();
        if (packet == null || avcodec.av_new_packet(packet, bytes.length) < 0) {
            throw new PictureFault(Fault.OUT_OF_MEMORY);
        }
        BytePointer data = packet.data();
        data.capacity(bytes.length).put(bytes, 0, bytes.length);
        return packet;
    }

    /** One open decoder, for one picture. */
    static final class Codec implements AutoCloseable {
        private final AVCodecContext context;
        private final AVFrame frame;

        private Codec(AVCodecContext context, AVFrame frame) {
            this.context = context;
            this.frame = frame;
        }

        /**
         * Opens a decoder that gives up at the first error.
         *
         * @param name FFmpeg's, of the one decoder
         * @param parameters of the stream; null where the file itself says all
         */
        static Codec open(String name, @Nullable AVCodecParameters parameters, long pixelsMax) throws PictureFault {
            AVCodec decoder = avcodec.avcodec_find_decoder_by_name(name);
            if (decoder == null) {
                throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
            }
            Codec codec = new Codec(avcodec.avcodec_alloc_context3(decoder), avutil.av_frame_alloc());
            int answer = parameters == null ? 0 : avcodec.avcodec_parameters_to_context(codec.context, parameters);
            codec.context.thread_count(1);
            codec.context.max_pixels(pixelsMax);
            codec.context.err_recognition(avcodec.AV_EF_EXPLODE | avcodec.AV_EF_CRCCHECK);
            answer = answer < 0 ? answer : avcodec.avcodec_open2(codec.context, decoder, (PointerPointer<?>) null);
            if (answer < 0) {
                codec.close();
                throw new PictureFault(fault(answer));
            }
            return codec;
        }

        /** The first frame that the packet gives. */
        AVFrame decode(AVPacket packet) throws PictureFault {
            int answer = avcodec.avcodec_send_packet(context, packet);
            if (answer >= 0) {
                answer = avcodec.avcodec_send_packet(context, null);
            }
            if (answer >= 0) {
                answer = avcodec.avcodec_receive_frame(context, frame);
            }
            if (answer < 0) {
                throw new PictureFault(fault(answer));
            }
            if ((frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0) {
                throw new PictureFault(Fault.CORRUPT);
            }
            return frame;
        }

        @Override
        public void close() {
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    /** What a negative answer of FFmpeg's means for a picture. */
    static Fault fault(int answer) {
        return answer == NO_MEMORY ? Fault.OUT_OF_MEMORY : Fault.CORRUPT;
    }
}
