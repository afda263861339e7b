package org.vigie.core.note;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** One line of signature under a note: who, which key, and the bytes. */
public final class NoteSignature {
    private static final String DASH = "\u2014 ";
    private static final int ID_BYTES = 4;

    private final String name;
    private final int keyId;
    private final byte[] bytes;

    /**
     * A signature as it stands under a note.
     *
     * @param keyId the first four bytes of a hash over name, kind and key
     * @param bytes for signatures with a time, eight bytes of it before the rest
     */
    public NoteSignature(String name, int keyId, byte[] bytes) {
        this.name = name;
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    static Optional<NoteSignature> parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || !NoteKey.isName(space < 0 ? "" : line.substring(DASH.length(), space))) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getDecoder().decode(line.substring(space + 1));
            if (all.length <= ID_BYTES) {
                return Optional.empty();
            }
            return Optional.of(new NoteSignature(
                    line.substring(DASH.length(), space),
                    ByteBuffer.wrap(all).getInt(),
                    Arrays.copyOfRange(all, ID_BYTES, all.length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String name() {
        return name;
    }

    public int keyId() {
        return keyId;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** When it says it was made, to the second; only of a signature with a time. */
    public Instant time() {
        return Instant.ofEpochSecond(Math.clamp(ByteBuffer.wrap(bytes).getLong(), 0, Integer.MAX_VALUE * 100L));
    }

    /** The line without its end. */
    public String line() {
        byte[] all = ByteBuffer.allocate(ID_BYTES + bytes.length)
                .putInt(keyId)
                .put(bytes)
                .array();
        return DASH + name + " " + Base64.getEncoder().encodeToString(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }

    @Override
    public String toString() {
        return "%s %08x".formatted(name, keyId);
    }
}
