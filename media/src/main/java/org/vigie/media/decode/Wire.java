package org.vigie.media.decode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vigie.core.hash.Dihedral;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqResult;
import org.vigie.core.hash.PdqSpectrum;

/**
 * What parent and decoding process say to one another, over the child's standard input and output.
 *
 * <pre>
 * hello   (child, once)   magic int | version int | refused int (bit set, see EscapeAttempt) | filtered byte
 * request (parent)        magic int | nonce long | type byte | mode byte | frames byte | length int | length bytes
 * reply   (child)         magic int | nonce long | status byte
 *                           status 0: width int | height int | orientation byte | decoder byte | mode byte | frames byte,
 *                                     then for each frame: number int | quality byte | fragile byte | 8 x 4 longs
 *                           status 1: fault byte
 * </pre>
 *
 * <p>The child is not trusted once it has seen a picture. Its messages have fixed lengths and closed values, every one is
 * checked here when it is read, and the nonce of the request must come back, so that an answer prepared before the question
 * is not taken for one. All numbers are big-endian.
 */
@SuppressWarnings("EnumOrdinal") // both ends are the same build
public final class Wire {
    private static final int HELLO = 0x56_47_48_31;
    private static final int REQUEST = 0x56_47_51_31;
    private static final int REPLY = 0x56_47_52_31;
    private static final int VERSION = 2;

    /** No message carries more frames than this. */
    public static final int FRAMES_MAX = 64;

    /** EXIF numbers them from 1. */
    private static final int ORIENTATIONS = 8;

    private static final byte HASHED = 0;
    private static final byte FAILED = 1;

    private Wire() {}

    /** A message that breaks the rules above: whoever sent it is not to be spoken to again. */
    public static final class BadMessage extends IOException {
        private static final long serialVersionUID = 1L;

        BadMessage(String what) {
            super(what);
        }
    }

    /**
     * What the child says of itself before it takes pictures.
     *
     * @param refused the escapes that it tried and that were refused, a bit set
     * @param filtered whether its system call filter is in force
     */
    public record Hello(int refused, boolean filtered) {}

    /**
     * One picture to decode. The array is neither copied nor compared by content.
     *
     * @param framesMax how many frames of an animation are hashed, 1 to {@link #FRAMES_MAX}
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    public record Request(long nonce, PictureType type, DecodeMode mode, int framesMax, byte[] bytes) {}

    /** What became of a picture. */
    public sealed interface Reply permits PictureHash, Failed {}

    /**
     * A decoded and hashed picture; sides in pixels.
     *
     * @param orientation 1 to 8: how the file asks to be turned for showing, in the numbers of EXIF; not applied
     * @param frames at least one: the first frame, and some of the others of an animation, in order
     */
    public record PictureHash(
            int width, int height, int orientation, List<Frame> frames, DecoderName decoder, DecodeMode mode)
            implements Reply {
        public PictureHash {
            frames = List.copyOf(frames);
        }

        /** What PDQ says of the first frame. */
        public PdqResult pdq() {
            return frames.getFirst().pdq();
        }
    }

    /**
     * One hashed frame.
     *
     * @param number in the file, from 0
     * @param positions the hashes in the eight positions of {@link Dihedral}, in its order
     */
    public record Frame(int number, PdqResult pdq, List<Pdq> positions) {
        public Frame {
            positions = List.copyOf(positions);
        }

        static Frame of(int number, PdqSpectrum spectrum) {
            return new Frame(
                    number, spectrum.result(), List.copyOf(spectrum.hashes().values()));
        }
    }

    /** A picture that could not be decoded. */
    public record Failed(Fault fault) implements Reply {}

    public static void write(DataOutputStream out, Hello hello) throws IOException {
        out.writeInt(HELLO);
        out.writeInt(VERSION);
        out.writeInt(hello.refused());
        out.writeBoolean(hello.filtered());
        out.flush();
    }

    public static Hello readHello(DataInputStream in) throws IOException {
        expect(in.readInt(), HELLO, "hello");
        expect(in.readInt(), VERSION, "version");
        int refused = in.readInt();
        return new Hello(refused, closed(in.readByte(), 2, "filter state") == 1);
    }

    public static void write(DataOutputStream out, Request request) throws IOException {
        out.writeInt(REQUEST);
        out.writeLong(request.nonce());
        out.writeByte(request.type().ordinal());
        out.writeByte(request.mode().ordinal());
        out.writeByte(request.framesMax());
        out.writeInt(request.bytes().length);
        out.write(request.bytes());
        out.flush();
    }

    /**
     * Reads and checks a request.
     *
     * @param bytesMax a longer picture is refused before memory is taken for it
     */
    public static Request readRequest(DataInputStream in, int bytesMax) throws IOException {
        expect(in.readInt(), REQUEST, "request");
        long nonce = in.readLong();
        PictureType type = PictureType.values()[closed(in.readByte(), PictureType.values().length, "type")];
        DecodeMode mode = DecodeMode.values()[closed(in.readByte(), DecodeMode.values().length, "mode")];
        int framesMax = atLeast(1, closed(in.readByte(), FRAMES_MAX + 1, "frames"), "frames");
        int length = in.readInt();
        if (length < 0 || length > bytesMax) {
            throw new BadMessage("length out of range");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new Request(nonce, type, mode, framesMax, bytes);
    }

    public static void write(DataOutputStream out, long nonce, Reply reply) throws IOException {
        out.writeInt(REPLY);
        out.writeLong(nonce);
        switch (reply) {
            case PictureHash hash -> {
                out.writeByte(HASHED);
                out.writeInt(hash.width());
                out.writeInt(hash.height());
                out.writeByte(hash.orientation());
                out.writeByte(hash.decoder().ordinal());
                out.writeByte(hash.mode().ordinal());
                out.writeByte(hash.frames().size());
                for (Frame frame : hash.frames()) {
                    write(out, frame);
                }
            }
            case Failed failed -> {
                out.writeByte(FAILED);
                out.writeByte(failed.fault().ordinal());
            }
        }
        out.flush();
    }

    private static void write(DataOutputStream out, Frame frame) throws IOException {
        out.writeInt(frame.number());
        out.writeByte(frame.pdq().quality());
        out.writeByte(frame.pdq().fragileBits());
        for (Pdq position : frame.positions()) {
            out.writeLong(position.w0());
            out.writeLong(position.w1());
            out.writeLong(position.w2());
            out.writeLong(position.w3());
        }
    }

    /**
     * Reads and checks an answer.
     *
     * @param nonce of the request it must answer
     * @param pixelsMax more pixels than this cannot have been decoded
     */
    public static Reply readReply(DataInputStream in, long nonce, long pixelsMax) throws IOException {
        expect(in.readInt(), REPLY, "reply");
        if (in.readLong() != nonce) {
            throw new BadMessage("nonce");
        }
        if (closed(in.readByte(), 2, "status") == FAILED) {
            return new Failed(Fault.values()[closed(in.readByte(), Fault.values().length, "fault")]);
        }
        int width = in.readInt();
        int height = in.readInt();
        if (width < 1 || height < 1 || (long) width * height > pixelsMax) {
            throw new BadMessage("sides");
        }
        int orientation = atLeast(1, closed(in.readByte(), ORIENTATIONS + 1, "orientation"), "orientation");
        DecoderName decoder = DecoderName.values()[closed(in.readByte(), DecoderName.values().length, "decoder")];
        DecodeMode mode = DecodeMode.values()[closed(in.readByte(), DecodeMode.values().length, "mode")];
        int count = atLeast(1, closed(in.readByte(), FRAMES_MAX + 1, "frames"), "frames");
        List<Frame> frames = new ArrayList<>();
        for (int frame = 0; frame < count; frame++) {
            frames.add(readFrame(in));
        }
        return new PictureHash(width, height, orientation, frames, decoder, mode);
    }

    private static Frame readFrame(DataInputStream in) throws IOException {
        int number = atLeast(0, in.readInt(), "frame");
        int quality = closed(in.readByte(), 101, "quality");
        int fragile = in.readUnsignedByte();
        List<Pdq> positions = new ArrayList<>();
        for (Dihedral ignored : Dihedral.values()) {
            positions.add(new Pdq(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return new Frame(number, new PdqResult(positions.getFirst(), quality, fragile), positions);
    }

    private static void expect(int found, int wanted, String what) throws BadMessage {
        if (found != wanted) {
            throw new BadMessage(what);
        }
    }

    /** The value, which must not be less than the least. */
    private static int atLeast(int least, int value, String what) throws BadMessage {
        if (value < least) {
            throw new BadMessage(what);
        }
        return value;
    }

    /** The value, which must be 0 or more and less than the count. */
    private static int closed(byte value, int count, String what) throws BadMessage {
        if (value < 0 || value >= count) {
            throw new BadMessage(what);
        }
        return value;
    }
}
