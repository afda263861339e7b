package org.vigie.seal.opener;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What is said between the process that serves and the opener: frames, each with its length before it, one question and one
 * answer at a time. The opener speaks first, with {@link #HELLO}.
 */
public final class OpenerWire {
    /** The first frame, by which the other side knows that it speaks to an opener of this version. */
    public static final String HELLO = "vigie-opener 4";

    private OpenerWire() {}

    /** What may be asked for. */
    public enum Ask {
        /** The public keys of the organisation. */
        PUBLIC,
        /** What a value hides. It counts. */
        OPEN,
        /** The same value under the newest key. What it hides does not leave the opener, so it does not count. */
        RESEAL,
        /** A new key for what is sealed from now on; the old ones stay. Answers the public keys. Once in so long a time. */
        ROTATE,
        /**
         * Gives up the keys whose numbers are given, after that of the newest, which stays. Young ones are not given up, and the
         * opener keeps those that are for its time of grace. Answers the public keys.
         */
        RETIRE,
        /** The first keys of an organisation, or those that it has. Answers the public keys. First ones count. */
        CREATE,
        /** As OPEN, where no person waits for it: it stops where what is kept for people begins. */
        OPEN_FOR_WORK
    }

    /** How it went. */
    public enum Outcome {
        DONE,
        /** The hour's number is used up. */
        SPENT,
        /** Sealed for another place or to another key, or changed. */
        DOES_NOT_OPEN,
        /** A question that makes no sense, or one too many. */
        REFUSED,
        /** The keys cannot be read. */
        NO_KEYS,
        /** The organisation has no keys here. */
        MISSING,
        /** The opener's own rules allow it only later. Eight bytes: in how many seconds. */
        TOO_SOON
    }

    /**
     * A question.
     *
     * @param org whose keys
     * @param place where the value stands; it opens only there
     * @param value sealed; empty where the question needs none
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    public record Question(Ask ask, UUID org, byte[] place, byte[] value) {
        /** Without what it carries. */
        @Override
        public String toString() {
            return "Question[" + ask + "]";
        }
    }

    /** An answer; without a value unless it is {@link Outcome#DONE} or {@link Outcome#TOO_SOON}. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    public record Answer(Outcome outcome, byte[] value) {
        static Answer without(Outcome outcome) {
            return new Answer(outcome, new byte[0]);
        }

        static Answer tooSoon(Duration left) {
            return new Answer(
                    Outcome.TOO_SOON,
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(left.toSeconds() + 1)
                            .array());
        }

        /** In how long a time it may be asked again; of {@link Outcome#TOO_SOON}. */
        public Duration left() {
            return Duration.ofSeconds(ByteBuffer.wrap(value).getLong());
        }

        /** Without what it carries. */
        @Override
        public String toString() {
            return "Answer[" + outcome + "]";
        }
    }

    /** Its place in the declaration: both sides are of one jar. */
    @SuppressWarnings("EnumOrdinal") // as said above
    private static byte code(Enum<?> word) {
        return (byte) word.ordinal();
    }

    public static void write(DataOutputStream out, Question question) throws IOException {
        var frame = new ByteArrayOutputStream();
        var data = new DataOutputStream(frame);
        data.writeByte(code(question.ask()));
        data.writeLong(question.org().getMostSignificantBits());
        data.writeLong(question.org().getLeastSignificantBits());
        data.writeShort(question.place().length);
        data.write(question.place());
        data.write(question.value());
        frame(out, frame.toByteArray());
    }

    /** The next question; empty when the other side has gone. */
    static Optional<Question> question(DataInputStream in) throws IOException {
        byte[] frame;
        try {
            frame = frame(in);
        } catch (EOFException gone) {
            return Optional.empty();
        }
        var data = new DataInputStream(new ByteArrayInputStream(frame));
        Ask ask = of(Ask.values(), data.readByte());
        var org = new UUID(data.readLong(), data.readLong());
        byte[] place = new byte[data.readUnsignedShort()];
        data.readFully(place);
        return Optional.of(new Question(ask, org, place, data.readAllBytes()));
    }

    static void write(DataOutputStream out, Answer answer) throws IOException {
        byte[] frame = new byte[1 + answer.value().length];
        frame[0] = code(answer.outcome());
        System.arraycopy(answer.value(), 0, frame, 1, answer.value().length);
        frame(out, frame);
    }

    public static Answer answer(DataInputStream in) throws IOException {
        byte[] frame = frame(in);
        if (frame.length == 0) {
            throw new IOException("an empty answer");
        }
        byte[] value = new byte[frame.length - 1];
        System.arraycopy(frame, 1, value, 0, value.length);
        return new Answer(of(Outcome.values(), frame[0]), value);
    }

    /** Writes one frame. */
    static void frame(DataOutputStream out, byte[] frame) throws IOException {
        if (frame.length > OpenerLimits.FRAME_BYTES_MAX) {
            throw new IOException("a frame of more than %d bytes".formatted(OpenerLimits.FRAME_BYTES_MAX));
        }
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /** Reads one frame; memory is taken only for as much as may come. */
    public static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > OpenerLimits.FRAME_BYTES_MAX) {
            throw new IOException("a frame of more than %d bytes".formatted(OpenerLimits.FRAME_BYTES_MAX));
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return frame;
    }

    private static <T> T of(T[] values, byte number) throws IOException {
        if (number < 0 || number >= values.length) {
            throw new IOException("an unknown word");
        }
        return values[number];
    }
}
