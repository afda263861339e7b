package org.vigie.media.decode;

/** Which program turned bytes into pixels. The order is part of the {@link Wire} form. */
public enum DecoderName {
    /** libjpeg-turbo of the system. */
    TURBOJPEG("libjpeg-turbo"),
    /** The readers of the JDK and of TwelveMonkeys. */
    IMAGEIO("imageio"),
    /** FFmpeg, whose libraries come with this program. */
    FFMPEG("ffmpeg");

    private final String label;

    DecoderName(String label) {
        this.label = label;
    }

    /** As it is shown and printed in JSON. */
    public String label() {
        return label;
    }
}
