package org.vigie.audit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.SignatureType;
import org.vigie.seal.CheckpointKey;

/**
 * A public key by which the log signed for a while.
 *
 * @param after it counts for checkpoints of more leaves than this
 * @param until and of no more than this; {@link #IN_USE} while it signs
 */
record LogKey(CheckpointKey.Half half, long after, long until) {
    static final long IN_USE = Long.MAX_VALUE;

    private static final String NO_MARK = "-";
    private static final String NO_END = "-";

    static LogKey inUse(CheckpointKey.Half half, long after) {
        return new LogKey(half, after, IN_USE);
    }

    /** Where the log has fewer leaves than when it was noted down, since an older copy was taken up: it counts from there, or to there. */
    LogKey inTreeOf(long size) {
        return new LogKey(half, Math.min(after, size), isInUse() ? IN_USE : Math.min(until, size));
    }

    boolean isInUse() {
        return until == IN_USE;
    }

    /** Whether it may have signed a checkpoint of that size. */
    boolean isOf(long size) {
        return size > after && size <= until;
    }

    NoteKey named(String origin) {
        return half.named(origin);
    }

    /** A signature by Ed25519 as a note has it, without the mark that Tink puts before it; empty where it is not by this key. */
    Optional<NoteSignature> signature(String origin, byte[] withMark) {
        byte[] mark = HexFormat.of().parseHex(half.mark());
        boolean isMarked = half.type() == SignatureType.ED25519
                && withMark.length > mark.length
                && Arrays.equals(withMark, 0, mark.length, mark, 0, mark.length);
        return isMarked
                ? Optional.of(new NoteSignature(
                        origin, named(origin).id(), Arrays.copyOfRange(withMark, mark.length, withMark.length)))
                : Optional.empty();
    }

    /** A line without its end: kind, mark, key, after, until. */
    String text() {
        return String.join(
                " ",
                half.type().name(),
                half.mark().isEmpty() ? NO_MARK : half.mark(),
                half.key(),
                Long.toString(after),
                isInUse() ? NO_END : Long.toString(until));
    }

    /** @throws IllegalArgumentException when {@link #text} never wrote that */
    static LogKey parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not a key of the log");
        }
        LogKey read = new LogKey(
                new CheckpointKey.Half(
                        SignatureType.valueOf(parts[0]), parts[1].equals(NO_MARK) ? "" : parts[1], parts[2]),
                Long.parseLong(parts[3]),
                parts[4].equals(NO_END) ? IN_USE : Long.parseLong(parts[4]));
        HexFormat.of().parseHex(read.half().mark());
        read.named("log");
        if (!read.text().equals(line)) {
            throw new IllegalArgumentException("not a key of the log as it is written");
        }
        return read;
    }
}
