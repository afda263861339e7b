package org.vigie.media.decode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** The file as FFmpeg reads it: piece by piece from the parent, anywhere in it. */
final class VideoInput {
    /** What FFmpeg asks for at a time, bytes: a piece of the wire, less than a pipe may hold at once. */
    private static final int BUFFER = 1 << 16;

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final VideoWire.Request request;
    private final byte[] piece = new byte[BUFFER];
    private final Reading reading = new Reading();
    private final Seeking seeking = new Seeking();
    private long position;
    private boolean isPastEnd;
    private boolean isLost;

    VideoInput(DataInputStream in, DataOutputStream out, VideoWire.Request request) {
        this.in = in;
        this.out = out;
        this.request = request;
    }

    /** What FFmpeg is given. The memory is FFmpeg's, for it may exchange it; the process ends with the video. */
    AVIOContext context() {
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        return avformat.avio_alloc_context(buffer, BUFFER, 0, null, reading, null, seeking);
    }

    /** Whether FFmpeg looked for something behind the end of the file. */
    boolean isPastEnd() {
        return isPastEnd;
    }

    /** Whether the parent is gone or speaks nonsense: there is nobody left to answer to. */
    boolean isLost() {
        return isLost;
    }

    private int read(BytePointer into, int size) {
        if (isLost || position >= request.bytes()) {
            return avutil.AVERROR_EOF();
        }
        try {
            int asked = (int) Math.min(Math.min(size, piece.length), request.bytes() - position);
            VideoWire.write(out, request.nonce(), new VideoWire.Read(position, asked));
            int length = VideoWire.readPiece(in, piece, asked);
            into.put(piece, 0, length);
            position += length;
            return length == 0 ? avutil.AVERROR_EOF() : length;
        } catch (IOException parentIsGone) {
            isLost = true;
            return avutil.AVERROR_EOF();
        }
    }

    private long seek(long offset, int whence) {
        if ((whence & avformat.AVSEEK_SIZE) != 0) {
            return request.bytes();
        }
        long target = switch (whence & ~avformat.AVSEEK_FORCE) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> request.bytes() + offset;
            default -> -1;
        };
        if (target > request.bytes()) {
            isPastEnd = true;
        }
        if (target < 0 || target > request.bytes()) {
            return avutil.AVERROR_INVALIDDATA();
        }
        position = target;
        return target;
    }

    /** Called by FFmpeg. An exception would pass through its frames, which know none: nothing here throws. */
    private final class Reading extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer into, int size) {
            return read(into, size);
        }
    }

    private final class Seeking extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            return seek(offset, whence);
        }
    }
}
