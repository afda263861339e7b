package org.vigie.media.decode;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * The ways of coding video that are decoded here, each by one decoder of FFmpeg: those that the web uses and used. The order
 * is part of the {@link VideoWire} form.
 *
 * <p>The numbers are constants of the compiler: to name one loads nothing of FFmpeg.
 */
enum VideoCodec {
    H264(avcodec.AV_CODEC_ID_H264, "h264"),
    HEVC(avcodec.AV_CODEC_ID_HEVC, "hevc"),
    VP8(avcodec.AV_CODEC_ID_VP8, "vp8"),
    VP9(avcodec.AV_CODEC_ID_VP9, "vp9"),
    AV1(avcodec.AV_CODEC_ID_AV1, "libaom-av1"),
    MPEG1(avcodec.AV_CODEC_ID_MPEG1VIDEO, "mpeg1video"),
    MPEG2(avcodec.AV_CODEC_ID_MPEG2VIDEO, "mpeg2video"),
    MPEG4(avcodec.AV_CODEC_ID_MPEG4, "mpeg4"),
    MS_MPEG4_V2(avcodec.AV_CODEC_ID_MSMPEG4V2, "msmpeg4v2"),
    MS_MPEG4_V3(avcodec.AV_CODEC_ID_MSMPEG4V3, "msmpeg4"),
    H263(avcodec.AV_CODEC_ID_H263, "h263"),
    SORENSON(avcodec.AV_CODEC_ID_FLV1, "flv"),
    VP6(avcodec.AV_CODEC_ID_VP6F, "vp6f"),
    WMV1(avcodec.AV_CODEC_ID_WMV1, "wmv1"),
    WMV2(avcodec.AV_CODEC_ID_WMV2, "wmv2"),
    WMV3(avcodec.AV_CODEC_ID_WMV3, "wmv3"),
    VC1(avcodec.AV_CODEC_ID_VC1, "vc1"),
    THEORA(avcodec.AV_CODEC_ID_THEORA, "theora"),
    MJPEG(avcodec.AV_CODEC_ID_MJPEG, "mjpeg");

    private final int id;
    private final String decoder;

    VideoCodec(int id, String decoder) {
        this.id = id;
        this.decoder = decoder;
    }

    /** FFmpeg's name of the one decoder that is used for it. */
    String decoder() {
        return decoder;
    }

    /** The one with that number of FFmpeg's; empty if it is not decoded here. */
    static Optional<VideoCodec> of(int id) {
        return Arrays.stream(values()).filter(codec -> codec.id == id).findFirst();
    }

    /** All decoders that FFmpeg may open while it looks into a file. */
    static String whitelist() {
        return Arrays.stream(values()).map(VideoCodec::decoder).collect(Collectors.joining(","));
    }
}
