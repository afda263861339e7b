package org.vigie.core.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vigie.core.merkle.Checkpoint;

/**
 * A public key by which signatures under notes are checked, with its text form {@code name+id+key} of C2SP's {@code signed-note}.
 * What a signature covers depends on its kind; see {@code tlog-cosignature} for those with a time.
 */
public final class NoteKey {
    /** The longest name. The signed form of ML-DSA-44 has one byte for its length. */
    static final int NAME_BYTES_MAX = 255;

    /** How many keys one file may hold. */
    public static final int KEYS_MAX = 1000;

    private final String name;
    private final SignatureType type;
    private final byte[] key;

    /**
     * A key of somebody.
     *
     * @param name of the log or the witness: no space, no plus sign
     * @param key its bare bytes
     * @throws IllegalArgumentException when name or length is no such thing
     */
    public NoteKey(String name, SignatureType type, byte[] key) {
        if (!isName(name) || key.length != type.keyBytes()) {
            throw new IllegalArgumentException("a name without spaces and plus signs, and a key of %d bytes are needed"
                    .formatted(type.keyBytes()));
        }
        this.name = name;
        this.type = type;
        this.key = key.clone();
    }

    /** What a check of a note found. */
    public enum Judgement {
        /** This key signed it, and it says what was signed. */
        SIGNED,
        /** Nothing under it is of this key. */
        NOT_SIGNED,
        /** It bears a signature of this key that does not fit. Such a note is to be refused. */
        FALSE
    }

    /** Reads the text form, in its one spelling. */
    public static Optional<NoteKey> parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length == 0) {
                return Optional.empty();
            }
            byte[] bare = Arrays.copyOfRange(bytes, 1, bytes.length);
            return SignatureType.of(bytes[0])
                    .filter(type -> type.keyBytes() == bare.length)
                    .map(type -> new NoteKey(parts[0], type, bare))
                    .filter(read -> read.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a file of keys, one a line; empty lines and lines that begin with a number sign are passed over.
     *
     * @throws IllegalArgumentException naming the first line that is no key
     */
    public static List<NoteKey> parseAll(String file) {
        List<String> lines = file.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(KEYS_MAX)
                .toList();
        return lines.stream()
                .map(line -> parse(line)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no key for checking notes: line " + (lines.indexOf(line) + 1))))
                .toList();
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX
                && name.chars()
                        .noneMatch(c -> c == '+' || c < ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    public String name() {
        return name;
    }

    public SignatureType type() {
        return type;
    }

    /** Its bare bytes. */
    public byte[] bytes() {
        return key.clone();
    }

    /** Tells keys of one name apart; not strong enough to trust a key by it. */
    public int id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(type.number());
            return ByteBuffer.wrap(digest.digest(key)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The text form. */
    public String text() {
        byte[] bytes =
                ByteBuffer.allocate(1 + key.length).put(type.number()).put(key).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether that signature names this key. It may still be false. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.name().equals(name) && signature.keyId() == id();
    }

    /**
     * Whether a note is to be believed: none of these keys is under it falsely, and of each kind among them one signed it.
     *
     * @param keys those of one signer that are trusted; without any, nothing is believed
     */
    public static boolean isSigned(SignedNote note, List<NoteKey> keys) {
        Map<SignatureType, Boolean> signed = new EnumMap<>(SignatureType.class);
        for (NoteKey key : keys) {
            Judgement judgement = key.judge(note);
            if (judgement == Judgement.FALSE) {
                return false;
            }
            signed.merge(key.type, judgement == Judgement.SIGNED, Boolean::logicalOr);
        }
        return !signed.isEmpty() && !signed.containsValue(false);
    }

    /** Whether this key signed the note. */
    public Judgement judge(SignedNote note) {
        List<NoteSignature> ours =
                note.signatures().stream().filter(this::isNamedBy).toList();
        if (ours.isEmpty()) {
            return Judgement.NOT_SIGNED;
        }
        return ours.stream().allMatch(one -> verifies(one, note.text())) ? Judgement.SIGNED : Judgement.FALSE;
    }

    private boolean verifies(NoteSignature signature, String text) {
        byte[] bytes = signature.bytes();
        int before = type.hasTime() ? Long.BYTES : 0;
        if (bytes.length != before + type.signatureBytes()) {
            return false;
        }
        long time = type.hasTime() ? ByteBuffer.wrap(bytes).getLong() : 0;
        Optional<byte[]> message = message(type, name, time, text);
        if (message.isEmpty() || time < 0) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(type.algorithm());
            check.initVerify(type.key(key));
            check.update(message.get());
            return check.verify(bytes, before, type.signatureBytes());
        } catch (GeneralSecurityException e) {
            return false; // bytes that are no key or no signature at all
        }
    }

    /** What a signature of that kind covers; empty for a text that such a signature cannot stand under. */
    static Optional<byte[]> message(SignatureType type, String signer, long time, String text) {
        return switch (type) {
            case ED25519 -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
            case ED25519_COSIGNATURE ->
                Optional.of(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
            case ML_DSA_44 -> Checkpoint.parse(text).map(checkpoint -> cosigned(signer, time, checkpoint));
        };
    }

    /** The structure {@code cosigned_message} of {@code tlog-cosignature}, for a tree from its first leaf on. */
    private static byte[] cosigned(String signer, long time, Checkpoint checkpoint) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
        putShort(message, signer);
        message.writeBytes(bytes(time));
        putShort(message, checkpoint.origin());
        message.writeBytes(bytes(0));
        message.writeBytes(bytes(checkpoint.size()));
        message.writeBytes(checkpoint.root().bytes());
        return message.toByteArray();
    }

    private static void putShort(ByteArrayOutputStream message, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("a name is longer than %d bytes".formatted(NAME_BYTES_MAX));
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return "%s+%08x".formatted(name, id());
    }
}
