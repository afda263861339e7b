package org.vigie.media.decode;

import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.vigie.core.video.FramePick;

/**
 * One video, decoded by FFmpeg in one thread and hashed frame by frame, as vPDQ does. Nothing of FFmpeg's is freed but what
 * grows with the video: the process ends with it.
 *
 * <p>Of FFmpeg's hundreds of parts the one demuxer of the container and the one decoder of the codec are used. Sound and
 * subtitles are not read. Frames that the decoder completed by guessing are left out, for their hash would be of the guess.
 */
final class VideoDecoder {
    /** {@code AVERROR(EAGAIN)} of Linux and of macOS: the decoder wants more before it gives a frame. */
    private static final int AGAIN_ON_LINUX = -11;

    private static final int AGAIN_ON_MAC = -35;

    /** {@code AVERROR(ENOMEM)}. */
    private static final int NO_MEMORY = -12;

    /** A name of no protocol, so that FFmpeg opens nothing beside what it is given. */
    private static final String NO_PROTOCOL = "none";

    private final VideoWire.Request request;
    private final VideoInput input;
    private final DataOutputStream out;

    private final AVFormatContext file = avformat.avformat_alloc_context();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final AVPacket packet = avcodec.av_packet_alloc();

    private boolean isCutShort;
    private boolean isBroken;

    private VideoDecoder(VideoWire.Request request, VideoInput input, DataOutputStream out) {
        this.request = request;
        this.input = input;
        this.out = out;
    }

    /**
     * Decodes and sends a frame at a time.
     *
     * @return how it ended
     * @throws PictureFault where there is no frame at all
     */
    static VideoWire.Done decode(VideoWire.Request request, VideoInput input, DataOutputStream out)
            throws IOException, PictureFault {
        return new VideoDecoder(request, input, out).decode();
    }

    private VideoWire.Done decode() throws IOException, PictureFault {
        open();
        AVStream stream = videoStream();
        AVCodecContext codec = codec(stream);
        VideoFrames frames = new VideoFrames(request, new FrameClock(stream), out);
        decodeAll(stream, codec, frames);
        if (frames.decoded() == 0) {
            throw new PictureFault(isCutShort ? Fault.TRUNCATED : Fault.CORRUPT);
        }
        return new VideoWire.Done(frames.width(), frames.height(), frames.decoded(), frames.damaged(), cut(frames));
    }

    private void open() throws PictureFault {
        file.pb(input.context());
        file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "protocol_whitelist", NO_PROTOCOL, 0);
        avutil.av_dict_set(options, "codec_whitelist", VideoCodec.whitelist(), 0);
        AVInputFormat demuxer = avformat.av_find_input_format(request.type().demuxer());
        if (demuxer == null) {
            throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        }
        check(avformat.avformat_open_input(file, (String) null, demuxer, options));
        check(avformat.avformat_find_stream_info(file, (PointerPointer<?>) null));
    }

    private void check(int answer) throws PictureFault {
        if (answer >= 0) {
            return;
        }
        if (answer == NO_MEMORY) {
            throw new PictureFault(Fault.OUT_OF_MEMORY);
        }
        throw new PictureFault(input.isPastEnd() || answer == avutil.AVERROR_EOF() ? Fault.TRUNCATED : Fault.CORRUPT);
    }

    /** The first one that is no cover picture, as in the reference program; the others are not read. */
    private AVStream videoStream() throws PictureFault {
        @Nullable AVStream chosen = null;
        for (int i = 0; i < file.nb_streams(); i++) {
            AVStream stream = file.streams(i);
            boolean isVideo = stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
            boolean isCover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (isVideo && !isCover && chosen == null) {
                chosen = stream;
            } else {
                stream.discard(avcodec.AVDISCARD_ALL);
            }
        }
        if (chosen == null) {
            throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        }
        return chosen;
    }

    private AVCodecContext codec(AVStream stream) throws PictureFault {
        VideoCodec known = VideoCodec.of(stream.codecpar().codec_id())
                .orElseThrow(() -> new PictureFault(Fault.UNSUPPORTED_FORMAT));
        AVCodec decoder = avcodec.avcodec_find_decoder_by_name(known.decoder());
        if (decoder == null) {
            throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        }
        if (stream.codecpar().width() > 0 && stream.codecpar().height() > 0) {
            Decoder.checkSides(stream.codecpar().width(), stream.codecpar().height(), request.pixelsMax());
        }
        AVCodecContext codec = avcodec.avcodec_alloc_context3(decoder);
        check(avcodec.avcodec_parameters_to_context(codec, stream.codecpar()));
        codec.thread_count(1);
        codec.max_pixels(request.pixelsMax());
        codec.pkt_timebase(stream.time_base());
        if (request.pick() instanceof FramePick.KeyFrames) {
            codec.skip_frame(avcodec.AVDISCARD_NONKEY);
        }
        check(avcodec.avcodec_open2(codec, decoder, (PointerPointer<?>) null));
        return codec;
    }

    private void decodeAll(AVStream stream, AVCodecContext codec, VideoFrames frames) throws IOException, PictureFault {
        int answer = 0;
        while (answer >= 0 && !frames.isEnough()) {
            answer = avformat.av_read_frame(file, packet);
            if (answer >= 0) {
                if (packet.stream_index() == stream.index() && isWanted(packet)) {
                    isCutShort |= (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
                    decode(codec, packet, frames);
                }
                avcodec.av_packet_unref(packet);
            }
        }
        if (!frames.isEnough()) {
            decode(codec, null, frames);
            isCutShort |= input.isPastEnd();
            isBroken = answer != avutil.AVERROR_EOF() || frames.damaged() > 0;
        }
    }

    /** Told to leave them out by itself, the demuxer of MP4 (8.1.2) gives the others wrong times. */
    private boolean isWanted(AVPacket packet) {
        return !(request.pick() instanceof FramePick.KeyFrames) || (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    }

    /** Feeds a packet, or null at the end, and takes the frames that it completes. */
    private void decode(AVCodecContext codec, @Nullable AVPacket given, VideoFrames frames)
            throws IOException, PictureFault {
        if (isDamage(avcodec.avcodec_send_packet(codec, given))) {
            frames.countDamaged();
        }
        int answer = avcodec.avcodec_receive_frame(codec, frame);
        while (answer >= 0 && !frames.isEnough()) {
            frames.take(frame);
            avutil.av_frame_unref(frame);
            answer = avcodec.avcodec_receive_frame(codec, frame);
        }
        if (isDamage(answer)) {
            frames.countDamaged();
        }
    }

    private static boolean isDamage(int answer) throws PictureFault {
        if (answer == NO_MEMORY) {
            throw new PictureFault(Fault.OUT_OF_MEMORY);
        }
        return answer < 0 && answer != AGAIN_ON_LINUX && answer != AGAIN_ON_MAC && answer != avutil.AVERROR_EOF();
    }

    private VideoWire.Cut cut(VideoFrames frames) {
        if (frames.isEnough()) {
            return frames.cut();
        }
        if (isCutShort) {
            return VideoWire.Cut.TRUNCATED;
        }
        return isBroken ? VideoWire.Cut.CORRUPT : VideoWire.Cut.NONE;
    }
}
