package org.vigie.media.decode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;

/**
 * What parent and decoding process say to one another about a video, after the hello of {@link Wire}.
 *
 * <pre>
 * request (parent, once)  magic int | nonce long | type byte | bytes long | pick byte | rate double
 *                           | frames int | pixels long | seconds int | milliseconds int
 * message (child)         magic int | nonce long | kind byte
 *                           kind 0, read:   offset long | length int; the parent answers length int | length bytes, 0 at the end
 *                           kind 1, frame:  number int | microseconds long | pdq 4 longs | quality byte
 *                           kind 2, done:   width int | height int | decoded int | damaged int | cut byte; the last message
 *                           kind 3, failed: fault byte; the last message
 * </pre>
 *
 * <p>A video may be larger than the process: it is not handed over, the child asks for the pieces it wants. As in {@link Wire},
 * every message of the child is checked when it is read, and carries the nonce of the request.
 */
@SuppressWarnings("EnumOrdinal") // both ends are the same build
public final class VideoWire {
    /** The longest piece that may be asked for at a time, bytes. */
    public static final int PIECE_MAX = 1 << 20;

    private static final int REQUEST = 0x56_47_56_31;
    private static final int MESSAGE = 0x56_47_57_31;

    private static final byte READ = 0;
    private static final byte FRAME = 1;
    private static final byte DONE = 2;
    private static final byte FAILED = 3;
    private static final int KINDS = 4;

    private static final byte EVERY = 0;
    private static final byte PER_SECOND = 1;
    private static final byte KEY_FRAMES = 2;
    private static final int PICKS = 3;

    private static final double MICROSECONDS = 1e6;

    private VideoWire() {}

    /**
     * One video to decode.
     *
     * @param bytes its length
     * @param framesMax so many frames are hashed
     * @param pixelsMax of a frame
     * @param secondsMax so much of the video is decoded
     * @param millisecondsMax of wall time; then the child answers with what it has
     */
    public record Request(
            long nonce,
            VideoType type,
            long bytes,
            FramePick pick,
            int framesMax,
            long pixelsMax,
            int secondsMax,
            int millisecondsMax) {}

    /** Why not all of a video was hashed. The order is part of the form. */
    public enum Cut {
        /** All of it was. */
        NONE,
        /** The file ends before the video does. */
        TRUNCATED,
        /** Some frames cannot be decoded. */
        CORRUPT,
        /** It goes on for longer than was asked for. */
        TOO_LONG,
        /** It has more frames of the kind asked for. */
        TOO_MANY_FRAMES,
        /** Wall time ran out. */
        TIMED_OUT
    }

    /** What the child says. */
    public sealed interface Message permits Read, Frame, Done, Failed {}

    /** It wants a piece of the file. */
    public record Read(long offset, int length) implements Message {}

    /** It has hashed a frame. */
    public record Frame(VideoFrame frame) implements Message {}

    /**
     * It is done, and at least one frame was decoded.
     *
     * @param width of the first frame, pixels
     * @param height of the first frame, pixels
     * @param decoded frames, hashed or not
     * @param damaged frames that were left out since their decoder had to guess, and packets that made none
     */
    public record Done(int width, int height, int decoded, int damaged, Cut cut) implements Message {}

    /** No frame can be had. */
    public record Failed(Fault fault) implements Message {}

    public static void write(DataOutputStream out, Request request) throws IOException {
        out.writeInt(REQUEST);
        out.writeLong(request.nonce());
        out.writeByte(request.type().ordinal());
        out.writeLong(request.bytes());
        switch (request.pick()) {
            case FramePick.Every ignored -> write(out, EVERY, 1);
            case FramePick.PerSecond pick -> write(out, PER_SECOND, pick.rate());
            case FramePick.KeyFrames ignored -> write(out, KEY_FRAMES, 1);
        }
        out.writeInt(request.framesMax());
        out.writeLong(request.pixelsMax());
        out.writeInt(request.secondsMax());
        out.writeInt(request.millisecondsMax());
        out.flush();
    }

    private static void write(DataOutputStream out, byte pick, double rate) throws IOException {
        out.writeByte(pick);
        out.writeDouble(rate);
    }

    public static Request readRequest(DataInputStream in) throws IOException {
        expect(in.readInt() == REQUEST, "request");
        return new Request(
                in.readLong(),
                VideoType.values()[closed(in.readByte(), VideoType.values().length, "type")],
                in.readLong(),
                readPick(in),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readInt());
    }

    private static FramePick readPick(DataInputStream in) throws IOException {
        int pick = closed(in.readByte(), PICKS, "pick");
        double rate = in.readDouble();
        return switch ((byte) pick) {
            case PER_SECOND -> FramePick.perSecond(rate);
            case KEY_FRAMES -> FramePick.KEY_FRAMES;
            default -> FramePick.EVERY;
        };
    }

    public static void write(DataOutputStream out, long nonce, Message message) throws IOException {
        out.writeInt(MESSAGE);
        out.writeLong(nonce);
        switch (message) {
            case Read read -> {
                out.writeByte(READ);
                out.writeLong(read.offset());
                out.writeInt(read.length());
                out.flush();
            }
            case Frame(VideoFrame frame) -> {
                out.writeByte(FRAME);
                out.writeInt(frame.frame());
                out.writeLong(Math.round(frame.seconds() * MICROSECONDS));
                out.write(frame.pdq().value().bytes());
                out.writeByte(frame.quality());
            }
            case Done done -> {
                out.writeByte(DONE);
                out.writeInt(done.width());
                out.writeInt(done.height());
                out.writeInt(done.decoded());
                out.writeInt(done.damaged());
                out.writeByte(done.cut().ordinal());
                out.flush();
            }
            case Failed failed -> {
                out.writeByte(FAILED);
                out.writeByte(failed.fault().ordinal());
                out.flush();
            }
        }
    }

    /**
     * Reads and checks a message.
     *
     * @param request that it must belong to
     */
    public static Message readMessage(DataInputStream in, Request request) throws IOException {
        expect(in.readInt() == MESSAGE, "message");
        expect(in.readLong() == request.nonce(), "nonce");
        return switch ((byte) closed(in.readByte(), KINDS, "kind")) {
            case READ -> readRead(in);
            case FRAME -> readFrame(in, request);
            case DONE -> readDone(in, request);
            default -> new Failed(Fault.values()[closed(in.readByte(), Fault.values().length, "fault")]);
        };
    }

    private static Read readRead(DataInputStream in) throws IOException {
        Read read = new Read(in.readLong(), in.readInt());
        expect(read.offset() >= 0 && read.length() > 0 && read.length() <= PIECE_MAX, "piece");
        return read;
    }

    private static Frame readFrame(DataInputStream in, Request request) throws IOException {
        int number = in.readInt();
        double seconds = in.readLong() / MICROSECONDS;
        Pdq pdq = new Pdq(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        int quality = closed(in.readByte(), 101, "quality");
        expect(number >= 0 && seconds >= 0 && seconds <= request.secondsMax(), "frame");
        return new Frame(new VideoFrame(number, pdq, quality, seconds));
    }

    private static Done readDone(DataInputStream in, Request request) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        expect(width >= 1 && height >= 1 && (long) width * height <= request.pixelsMax(), "sides");
        int decoded = in.readInt();
        int damaged = in.readInt();
        expect(decoded >= 0 && damaged >= 0, "counts");
        return new Done(
                width, height, decoded, damaged, Cut.values()[closed(in.readByte(), Cut.values().length, "cut")]);
    }

    /** The parent's answer to a {@link Read}. */
    public static void writePiece(DataOutputStream out, byte[] piece, int length) throws IOException {
        out.writeInt(length);
        out.write(piece, 0, length);
        out.flush();
    }

    /**
     * Reads the answer to a {@link Read}.
     *
     * @param into as long as was asked for at least
     * @return how many bytes there are; 0 at the end of the file
     */
    static int readPiece(DataInputStream in, byte[] into, int asked) throws IOException {
        int length = in.readInt();
        expect(length >= 0 && length <= asked, "length of a piece");
        in.readFully(into, 0, length);
        return length;
    }

    private static void expect(boolean isSo, String what) throws Wire.BadMessage {
        if (!isSo) {
            throw new Wire.BadMessage(what);
        }
    }

    /** The value, which must be 0 or more and less than the count. */
    private static int closed(byte value, int count, String what) throws Wire.BadMessage {
        expect(value >= 0 && value < count, what);
        return value;
    }
}
