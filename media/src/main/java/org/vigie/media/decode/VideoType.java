package org.vigie.media.decode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What a video is packed in, by its first bytes alone. Each has exactly one demuxer of FFmpeg, and no other is tried: the
 * hundreds that guess at what a file might be are as many ways in. The order is part of the {@link VideoWire} form.
 */
public enum VideoType {
    MP4("video/mp4", "mov"),
    MATROSKA("video/webm", "matroska"),
    AVI("video/x-msvideo", "avi"),
    FLASH("video/x-flv", "flv"),
    TRANSPORT_STREAM("video/mp2t", "mpegts"),
    PROGRAM_STREAM("video/mpeg", "mpeg"),
    WINDOWS_MEDIA("video/x-ms-asf", "asf"),
    OGG("video/ogg", "ogg");

    /** How far {@link #of} looks, bytes. */
    public static final int SNIFFED_MAX = 1024;

    private static final Set<String> STARTS_OF_QUICKTIME = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");
    private static final int PACKET = 188;
    private static final int TIMED_PACKET = 192;
    private static final char SYNC = 'G';

    private final String mime;
    private final String demuxer;

    VideoType(String mime, String demuxer) {
        this.mime = mime;
        this.demuxer = demuxer;
    }

    public String mime() {
        return mime;
    }

    /** FFmpeg's short name of the one demuxer that reads it. */
    String demuxer() {
        return demuxer;
    }

    /** What the bytes begin like; empty if like no video known here. Still pictures in video containers are none. */
    public static Optional<VideoType> of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, SNIFFED_MAX), StandardCharsets.ISO_8859_1);
        if (head.startsWith("ftyp", 4)) {
            return PictureType.of(bytes) == PictureType.MP4 ? Optional.of(MP4) : Optional.empty();
        }
        if (head.length() >= 8 && STARTS_OF_QUICKTIME.contains(head.substring(4, 8))) {
            return Optional.of(MP4);
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of(MATROSKA);
        }
        if (head.startsWith("RIFF") && head.startsWith("AVI ", 8)) {
            return Optional.of(AVI);
        }
        if (head.startsWith("FLV\u0001")) {
            return Optional.of(FLASH);
        }
        if (head.startsWith("\u0000\u0000\u0001\u00ba")) {
            return Optional.of(PROGRAM_STREAM);
        }
        if (head.startsWith("0&\u00b2u\u008ef\u00cf\u0011")) {
            return Optional.of(WINDOWS_MEDIA);
        }
        if (head.startsWith("OggS")) {
            return Optional.of(OGG);
        }
        return isTransportStream(head) ? Optional.of(TRANSPORT_STREAM) : Optional.empty();
    }

    /** Packets begin with a G: three in a row are no accident. */
    private static boolean isTransportStream(String head) {
        return isEvery(head, 0, PACKET) || isEvery(head, TIMED_PACKET - PACKET, TIMED_PACKET);
    }

    private static boolean isEvery(String head, int from, int step) {
        if (head.length() <= from + 2 * step) {
            return false;
        }
        return head.charAt(from) == SYNC && head.charAt(from + step) == SYNC && head.charAt(from + 2 * step) == SYNC;
    }
}
